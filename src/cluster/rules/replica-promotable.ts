import { isPromotable, longestLinkDownMs } from '../status/promotable.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

export const replicaPromotable: StatusRule = {
  name: 'replica-promotable',
  requires: 'at least one replica could be promoted now',
  why: 'Sentinel promotes only a replica with a priority above 0 whose link was up within ten times down-after. Without one, the service fails with the master.',
  check(snapshot) {
    const { dataNodes, sentinels } = snapshot;
    if (sentinels.length === 0) return [];
    const replicas = dataNodes.filter(({ role }) => role === 'replica');
    if (replicas.some((node) => isPromotable(snapshot, node))) return [];
    if (replicas.length === 0) {
      return [
        {
          is: 'no replica answers',
          expected: 'at least one replica that can take over',
          fix: 'start a replica; until then, the service fails with the master',
        },
      ];
    }
    return replicas.map(({ at, priority, isLoading }) => ({
      ...nodeAt(at),
      is: `it cannot be promoted: ${priority === 0 ? 'its replica-priority is 0' : isLoading ? 'it is loading its data' : 'its link is down for too long'}`,
      expected: `at least one replica with a priority above 0 and a link that is down for at most ${Math.round(longestLinkDownMs(snapshot) / 1000)} s`,
      fix: priority === 0 ? 'CONFIG SET replica-priority 100' : 'fix its link to the master',
    }));
  },
};
