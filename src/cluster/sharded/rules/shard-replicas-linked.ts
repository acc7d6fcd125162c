import { nodeAt } from '../../rules/status-rule.ts';
import { agreedNodes, nodeName } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const shardReplicasLinked: ShardedRule = {
  name: 'shard-replicas-linked',
  requires: 'the link of each replica to its master is up',
  why: 'A replica without its link falls behind: after a failover, what it lacks is lost.',
  check(snapshot) {
    const agreed = agreedNodes(snapshot);
    return snapshot.dataNodes
      .filter(({ role, isLinkUp }) => role === 'replica' && isLinkUp !== true)
      .map(({ at, id, linkDownS = 0 }) => {
        const masterId = agreed.find((node) => node.id === id)?.masterId;
        const master = agreed.find((node) => node.id === masterId);
        return {
          ...nodeAt(at),
          is: `its link to its master ${master ? nodeName(master) : ''} is down${linkDownS > 0 ? ` for ${linkDownS} s` : ''}`,
          expected: 'master_link_status:up',
          fix: 'check that it reaches the master, and that both have the same password; a first copy takes a while',
        };
      });
  },
};
