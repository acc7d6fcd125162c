import { formatEndpoint } from '../endpoint.ts';
import { namedMasterView } from '../status/majority.ts';
import { count, type StatusRule } from './status-rule.ts';

/** With fewer healthy replicas than min-replicas-to-write the master refuses every write. */
export const minReplicasMet: StatusRule = {
  name: 'min-replicas-met',
  requires: 'the master has the replicas that min-replicas-to-write asks for, and asks for some',
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
          expected: '1 or more: a master that is cut off goes on to take writes that will be lost',
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
        is: `${count(good, 'replica')} within ${maxLagS} s, and min-replicas-to-write is ${minReplicas}: it refuses writes with NOREPLICAS`,
        expected: `${minReplicas} or more`,
        fix: 'start the replicas again or mend their links',
      },
    ];
  },
};
