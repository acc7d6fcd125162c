import { nodeAt, type StatusRule } from './status-rule.ts';

/** By each sentinel's own count, CKQUORUM. */
export const quorumReachable: StatusRule = {
  name: 'quorum-reachable',
  requires: 'every sentinel sees enough peers to agree that the master is down',
  check: ({ sentinels }) =>
    sentinels
      .filter(({ isQuorumOk }) => !isQuorumOk)
      .map(({ at, quorum, quorumReply }) => ({
        ...nodeAt(at),
        is: `CKQUORUM answers: ${quorumReply}`,
        expected: `${quorum} sentinels, the quorum, that it can use, and a majority of all it knows`,
        fix: 'start the sentinels that are down; where the quorum is above their number, lower it with SENTINEL SET mymaster quorum',
      })),
};
