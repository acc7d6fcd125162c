import { nodeAt, type StatusRule } from './status-rule.ts';

export const replicaPromotable: StatusRule = {
  name: 'replica-promotable',
  requires: 'at least one replica could be promoted now',
  why: 'Sentinel promotes only a replica with a priority above 0 and a recent link. Without one, the service fails with the master.',
  check({ dataNodes, sentinels }) {
    if (sentinels.length === 0) return [];
    const replicas = dataNodes.filter(({ role }) => role === 'replica');
    const able = replicas.filter(
      ({ priority = 100, isLinkUp, isLoading }) => priority > 0 && isLinkUp === true && !isLoading,
    );
    if (able.length > 0) return [];
    if (replicas.length === 0) {
      return [
        {
          is: 'no replica answers',
          expected: 'at least one replica that can take over',
          fix: 'start a replica; until then, the service fails with the master',
        },
      ];
    }
    return replicas.map(({ at, priority, isLinkUp, isLoading }) => ({
      ...nodeAt(at),
      is: `it cannot be promoted: ${priority === 0 ? 'its replica-priority is 0' : isLoading ? 'it is loading its data' : isLinkUp === true ? 'its state is unknown' : 'its link is down'}`,
      expected: 'at least one replica with a priority above 0 and its link up',
      fix: priority === 0 ? 'CONFIG SET replica-priority 100' : 'fix its link to the master',
    }));
  },
};
