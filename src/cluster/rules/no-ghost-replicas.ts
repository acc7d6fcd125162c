import { formatEndpoint } from '../endpoint.ts';
import { dataNodeAt } from '../status/majority.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

const goneMs = 30_000;

export const noGhostReplicas: StatusRule = {
  name: 'no-ghost-replicas',
  requires: 'no sentinel lists a replica that was removed',
  why: 'Each failover tries the entry of a removed replica, which can delay it.',
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
          is: `it lists ${listWords(ghosts.map(({ at }) => formatEndpoint(at)))}, down for over ${goneMs / 1000} s`,
          expected: 'only replicas that answer',
          fix: 'start that replica; if it was permanently removed, run SENTINEL RESET on one sentinel at a time, 30 s apart, while the master is healthy',
        },
      ];
    });
  },
};
