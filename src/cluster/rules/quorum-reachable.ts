import { nodeAt, type StatusRule } from './status-rule.ts';

export const quorumReachable: StatusRule = {
  name: 'quorum-reachable',
  requires: 'every sentinel reaches enough peers to agree that the master is down',
  why: 'A sentinel that counts too few usable peers (SENTINEL CKQUORUM) cannot start a failover.',
  check: ({ sentinels }) =>
    sentinels
      .filter(({ isQuorumOk }) => !isQuorumOk)
      .map(({ at, quorum, quorumReply }) => ({
        ...nodeAt(at),
        is: `CKQUORUM answers: ${quorumReply}`,
        expected: `usable sentinels: the quorum of ${quorum}, and a majority of all known ones`,
        fix: 'start the sentinels that are down; if the quorum exceeds their number, lower it with SENTINEL SET mymaster quorum',
      })),
};
