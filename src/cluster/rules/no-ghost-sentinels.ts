import { formatEndpoint } from '../endpoint.ts';
import { listWords, nodeAt, type StatusRule } from './status-rule.ts';

/** Longer than any restart takes. */
const goneMs = 30_000;

/** An entry of a sentinel that is gone still counts as a voter, so that a majority can be lost. */
export const noGhostSentinels: StatusRule = {
  name: 'no-ghost-sentinels',
  requires: 'no sentinel remembers a peer that is gone',
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
              ? `it counts ${listWords(names)}, down for over ${goneMs / 1000} s or never there`
              : `it counts ${total} sentinels`,
          expected:
            expected.sentinels === undefined
              ? 'only sentinels that live, for each one counts as a voter'
              : `${expected.sentinels} sentinels that live, for each one counts as a voter`,
          fix: 'SENTINEL RESET on one sentinel at a time, 30 s apart, while the master is well',
        },
      ];
    });
  },
};
