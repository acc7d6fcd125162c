import { formatEndpoint, sameEndpoint } from '../../endpoint.ts';
import { nodeAt, type StatusFault } from '../../rules/status-rule.ts';
import { agreedNodes, nodeName } from '../shards.ts';
import type { ShardedNode } from '../sharded-snapshot.ts';
import type { ShardedRule } from './sharded-rule.ts';

/** A replica whose link is up, but which its master does not send writes to. */
function unfed(replica: ShardedNode, master: ShardedNode): StatusFault[] {
  const line = master.followers.find(({ at }) => sameEndpoint(at, replica.at));
  // Behind a port map, its master knows it by another address.
  if (!line || line.state === 'online') return [];
  return [
    {
      ...nodeAt(replica.at),
      is: `its link is up, but its master ${formatEndpoint(master.at)} sends it no writes: it lists it as ${line.state}`,
      expected: 'state=online in INFO replication of its master',
      fix: 'CLIENT KILL TYPE master on the replica makes it connect again',
    },
  ];
}

export const shardReplicasLinked: ShardedRule = {
  name: 'shard-replicas-linked',
  requires: 'the link of each replica to its master is up',
  why: 'A replica without its link falls behind: after a failover, what it lacks is lost.',
  check(snapshot) {
    const agreed = agreedNodes(snapshot);
    return snapshot.dataNodes.flatMap((node): StatusFault[] => {
      const { at, id, role, isLinkUp, linkDownS = 0, masterAt } = node;
      if (role !== 'replica') return [];
      const masterId = agreed.find((one) => one.id === id)?.masterId;
      const master = agreed.find((one) => one.id === masterId);
      if (isLinkUp === true) return master?.view ? unfed(node, master.view) : [];
      const name = master ? nodeName(master) : '';
      const other = masterAt && name !== '' && formatEndpoint(masterAt) !== name;
      return [
        {
          ...nodeAt(at),
          is: `its link to its master ${name} is down${linkDownS > 0 ? ` for ${linkDownS} s` : ''}${other ? `: it connects to ${formatEndpoint(masterAt)}` : ''}`,
          expected: 'master_link_status:up',
          fix: other
            ? 'CLUSTER REPLICATE with the id of its master makes it connect to the new address'
            : 'check that it reaches the master, and that both have the same password; a first copy takes a while',
        },
      ];
    });
  },
};
