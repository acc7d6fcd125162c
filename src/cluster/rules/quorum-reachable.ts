import { nodeAt, type Rule } from './status-rule.ts';

/** By each sentinel's own count, CKQUORUM. */
export const quorumReachable: Rule = {
  name: 'quorum-reachable',
  requires: 'every sentinel sees enough fellows to agree that the master is down',
  check: ({ sentinels }) =>
    sentinels
      .filter(({ isQuorumOk }) => !isQuorumOk)
      .map(({ at, quorum, quorumWords }) => ({
        ...nodeAt(at),
        is: `CKQUORUM answers: ${quorumWords}`,
        expected: `${quorum} sentinels, the quorum, that it can use, and a majority of all it knows`,
        mend: 'start the sentinels that are down; where the quorum is above their number, lower it with SENTINEL SET mymaster quorum',
      })),
};
