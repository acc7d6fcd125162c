import { counted } from '../../diagnostics/counted.ts';
import { formatEndpoint } from '../endpoint.ts';
import { namedMasterView } from '../status/majority.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { StatusRule } from './status-rule.ts';

const knownReplicas = ({ sentinels }: ClusterSnapshot) =>
  Math.max(0, ...sentinels.map(({ replicas }) => replicas.length));

export const minReplicasMet: StatusRule = {
  name: 'min-replicas-met',
  requires: 'min-replicas-to-write is at least 1, and the master has that many replicas',
  why: 'With fewer healthy replicas than min-replicas-to-write, the master rejects every write. With 0, an isolated master accepts writes that will be lost.',
  check(snapshot) {
    const master = namedMasterView(snapshot);
    if (!master?.config || master.role !== 'master') return [];
    const { minReplicas, maxLagS } = master.config;
    const node = formatEndpoint(master.at);
    if (minReplicas === 0) {
      return [
        {
          node,
          severity: 'warning',
          is: 'min-replicas-to-write is 0',
          expected: '1 or more: otherwise an isolated master accepts writes that will be lost',
          fix: 'CONFIG SET min-replicas-to-write 1 on every data node',
        },
      ];
    }
    const good = master.followers.filter(
      ({ state, lagS }) => state === 'online' && lagS <= maxLagS,
    ).length;
    if (good >= minReplicas) return [];
    return [
      {
        node,
        is: `${counted(good, 'replica')} within ${maxLagS} s, but min-replicas-to-write is ${minReplicas}: it rejects writes with NOREPLICAS`,
        expected: `${minReplicas} or more`,
        fix:
          minReplicas > knownReplicas(snapshot)
            ? 'nothing to do at first: the image sets this while a master cannot be sure to be the only one; if it lasts for over 10 s, check that the master reaches a majority of the sentinels, then CONFIG SET min-replicas-to-write 1'
            : 'start the replicas again or fix their links',
      },
    ];
  },
};
