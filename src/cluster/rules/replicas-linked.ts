import { formatEndpoint } from '../endpoint.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

/** A replica without a link holds data that grows old. */
export const replicasLinked: StatusRule = {
  name: 'replicas-linked',
  requires: 'every replica is linked to its master',
  check: ({ dataNodes }) =>
    dataNodes
      .filter(({ role, isLinkUp }) => role === 'replica' && isLinkUp === false)
      .map(({ at, masterAt, linkDownS = 0 }) => ({
        ...nodeAt(at),
        is: `its link to ${masterAt ? formatEndpoint(masterAt) : 'its master'} is down${linkDownS > 0 ? ` for ${linkDownS} s` : ''}`,
        expected: 'master_link_status:up',
        fix: 'see whether it reaches that address, and whether its masterauth is the password there',
      })),
};
