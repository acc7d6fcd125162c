import { nodeAt, type StatusFault } from '../../rules/status-rule.ts';
import { shardName, shardsOf } from '../shards.ts';
import { shardRefusal } from '../shard-refusal.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const shardsAcceptWrites: ShardedRule = {
  name: 'shards-accept-writes',
  requires: 'the master of each shard accepts writes',
  why: 'With min-replicas-to-write, a master rejects writes that too few replicas would have. It also does if its memory or its disk is full.',
  check: (snapshot) =>
    shardsOf(snapshot).flatMap((shard): StatusFault[] => {
      const { view } = shard.master;
      const refusal = view && shardRefusal(view);
      if (!view || !refusal) return [];
      return [
        {
          ...nodeAt(view.at),
          is: `${shardName(shard)}: ${refusal.reason}`,
          expected: 'a master that accepts writes',
          fix: refusal.fix,
        },
      ];
    }),
};
