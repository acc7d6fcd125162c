// What the drill shard-starts considers a second distribution of the slots.
import { expect, test } from 'vitest';
import { slotComparer } from '../../../src/actions/drilling/rigs/shard-starts.ts';

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
