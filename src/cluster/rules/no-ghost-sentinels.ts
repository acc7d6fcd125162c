import { formatEndpoint } from '../endpoint.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

/** Longer than any restart takes. */
const goneMs = 30_000;

export const noGhostSentinels: StatusRule = {
  name: 'no-ghost-sentinels',
  requires: 'no sentinel lists a peer that was removed',
  why: 'The entry of a removed sentinel still counts as a voter, which can cost the majority.',
  check({ sentinels, expected }) {
    const alive = new Set(sentinels.map(({ id }) => id));
    return sentinels.flatMap((view) => {
      const ghosts = view.sentinels.filter(
        (peer) =>
          !alive.has(peer.runId) &&
          (peer.at.port === 0 || peer.runId === '' || peer.downMs > goneMs),
      );
      const surplus = view.sentinels.length + 1 - (expected.sentinels ?? Infinity);
      if (ghosts.length === 0 && surplus <= 0) return [];
      const names = ghosts.map(({ at }) => formatEndpoint(at));
      const total = view.sentinels.length + 1;
      return [
        {
          ...nodeAt(view.at),
          is:
            ghosts.length > 0
              ? `it counts ${listWords(names)}, down for over ${goneMs / 1000} s or never seen`
              : `it counts ${total} sentinels`,
          expected:
            expected.sentinels === undefined
              ? 'only live sentinels, because each one counts as a voter'
              : `${expected.sentinels} live sentinels, because each one counts as a voter`,
          fix: 'run SENTINEL RESET on one sentinel at a time, 30 s apart, while the master is healthy',
        },
      ];
    });
  },
};
