// What the drill shard-starts considers a second distribution of the slots.
import { expect, test } from 'vitest';
import { slotComparer, slotsIn } from '../../../src/actions/drilling/rigs/shard-starts.ts';
import { healthyShards, shardNode } from './healthy-shards.ts';
import { at } from './healthy-snapshot.ts';

const slots = '0-8191; 8192-16383';

test('a look without any answer is not a move of slots', () => {
  const compare = slotComparer();
  const looks: [slots: string | undefined, isWell: boolean][] = [
    [undefined, false],
    ['0-8191', false],
    [slots, true],
    [undefined, false],
    [slots, false],
    [slots, true],
  ];
  expect(looks.map((look) => compare(...look))).toEqual(looks.map(() => undefined));
});

test.for([true, false])('other slots than those of the first healthy look are (%s)', (isWell) => {
  const compare = slotComparer();
  compare(slots, true);
  compare(undefined, false);
  expect(compare('0-16383', isWell)).toBe('slots moved: 0-8191; 8192-16383 → 0-16383');
});

test('a look in which one node does not answer in time shows no slots', () => {
  expect(slotsIn({ snapshot: healthyShards(), errors: [] })).toBe(
    '0-5460; 5461-10922; 10923-16383',
  );
  const snapshot = healthyShards({
    dataNodes: [2, 3, 4, 5, 6].map((last) => shardNode(last)),
    silentDataNodes: [{ at: at(1), trouble: 'timeout', reason: 'no reply within 400 ms' }],
  });
  expect(slotsIn({ snapshot, errors: [] })).toBeUndefined();
});
