import { formatEndpoint } from '../endpoint.ts';
import { dataNodeAt } from '../status/majority.ts';
import { listWords, nodeAt, type StatusRule } from './status-rule.ts';

const goneMs = 30_000;

/** A replica entry that nobody answers for is tried at each failover, and may hold it up. */
export const noGhostReplicas: StatusRule = {
  name: 'no-ghost-replicas',
  requires: 'no sentinel remembers a replica that is gone',
  check(snapshot) {
    return snapshot.sentinels.flatMap((view) => {
      const ghosts = view.replicas.filter(
        ({ at, flags, downMs }) =>
          dataNodeAt(snapshot, at) === undefined && flags.includes('s_down') && downMs > goneMs,
      );
      if (ghosts.length === 0) return [];
      return [
        {
          ...nodeAt(view.at),
          is: `it remembers ${listWords(ghosts.map(({ at }) => formatEndpoint(at)))}, down for over ${goneMs / 1000} s`,
          expected: 'only replicas that answer',
          fix: 'start that replica; when it is gone for good, SENTINEL RESET on one sentinel at a time, 30 s apart, while the master is well',
        },
      ];
    });
  },
};
