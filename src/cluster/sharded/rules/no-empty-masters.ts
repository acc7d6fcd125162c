import { agreedNodes, nodeName, shardsOf } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const noEmptyMasters: ShardedRule = {
  name: 'no-empty-masters',
  requires: 'each master has slots',
  why: 'A master without slots stores nothing and has no vote. It is a node that joined, or that lost its shard, and that could be a replica.',
  check(snapshot) {
    const isFormed = shardsOf(snapshot).length > 0;
    return agreedNodes(snapshot)
      .filter(
        ({ role, slots, view }) => isFormed && view && role === 'master' && slots.length === 0,
      )
      .map((node) => ({
        node: nodeName(node),
        severity: 'warning',
        is: 'it is a master without slots',
        expected: 'a replica, or a master with slots',
        fix: 'CLUSTER REPLICATE with the id of a master makes it a replica; redis-cli --cluster rebalance HOST:PORT --cluster-use-empty-masters moves slots to it',
      }));
  },
};
