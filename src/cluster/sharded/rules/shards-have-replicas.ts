import { canReplace, nodeName, shardName, shardsOf } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const shardsHaveReplicas: ShardedRule = {
  name: 'shards-have-replicas',
  requires: 'each shard has a replica that can replace its master',
  why: 'If the master of such a shard fails, its slots are lost until it is back. A replica whose link was down for too long (cluster-replica-validity-factor) is not elected.',
  check: (snapshot) =>
    shardsOf(snapshot)
      .filter(({ replicas }) => !replicas.some((node) => canReplace(node)))
      .map((shard) => ({
        node: nodeName(shard.master),
        is: `${shardName(shard)} has ${shard.replicas.length === 0 ? 'no replica' : 'no replica that can replace its master'}`,
        expected: 'at least one that answers and has a link to its master',
        fix: 'start its replicas, or add a node: CLUSTER REPLICATE with the id of this master',
      })),
};
