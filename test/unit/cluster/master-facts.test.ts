import { expect, test } from 'vitest';
import { masterFacts, slotMasterFacts } from '../../../src/cluster/drills/master-facts.ts';
import { slotOfKey, tagIn } from '../../../src/cluster/sharded/slot-of-key.ts';
import { at, healthySnapshot, withReplica } from './healthy-snapshot.ts';
import { healthyShards, knownNodes, withNode, withoutNodes } from './healthy-shards.ts';

// Slots as redis-server 7.0.15 computes them: CLUSTER KEYSLOT.
test.for<[string, number]>([
  ['foo', 12_182],
  ['bar', 5061],
  ['{user1000}.following', 3443],
  ['foo{}bar', 14_292],
  ['foo{{bar}}zap', 4015],
  ['', 0],
])('the key %j is in slot %i', ([key, slot]) => {
  expect(slotOfKey(key)).toBe(slot);
});

test('a tag is in the wanted slots', () => {
  const slot = slotOfKey(tagIn([{ from: 5461, to: 10_922 }]) ?? '');
  expect(slot).toBeGreaterThanOrEqual(5461);
  expect(slot).toBeLessThanOrEqual(10_922);
  expect(tagIn([])).toBeUndefined();
});

test('the master of a cluster with sentinels is the only one, or the reported one', () => {
  expect(masterFacts(healthySnapshot())).toMatchObject({ master: at(1), isInSync: true });
  const two = withReplica({ role: 'master', offset: 5 });
  expect(masterFacts(two)).toMatchObject({ master: at(1), isInSync: false });
});

test('the master of a slot is that of its shard, as long as it works', () => {
  const { master, reported, isInSync } = slotMasterFacts(healthyShards(), 6000);
  expect({ master, isInSync }).toEqual({ master: at(2), isInSync: true });
  expect(new Set(reported)).toEqual(new Set([at(2)]));
  expect(slotMasterFacts(withoutNodes([2]), 6000).master).toBeUndefined();
  expect(slotMasterFacts(withoutNodes([2]), 0).master).toEqual(at(1));
  expect(slotMasterFacts(withNode(4, { offset: 900 }), 0).isInSync).toBe(false);
});

test('a node with an older view reports another master of a slot', () => {
  const old = withNode(5, {
    known: knownNodes({ 1: { slots: [] }, 2: { slots: [{ from: 0, to: 10_922 }] } }),
  });
  expect(slotMasterFacts(old, 0).reported.map(({ host }) => host)).toContain('10.0.0.2');
});
