import { formatEndpoint } from '../endpoint.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

export const replicasLinked: StatusRule = {
  name: 'replicas-linked',
  requires: 'every replica is linked to its master',
  why: 'The data of a replica without a link becomes stale.',
  check: ({ dataNodes }) =>
    dataNodes
      .filter(({ role, isLinkUp }) => role === 'replica' && isLinkUp === false)
      .map(({ at, masterAt, linkDownS = 0 }) => ({
        ...nodeAt(at),
        is: `its link to ${masterAt ? formatEndpoint(masterAt) : 'its master'} is down${linkDownS > 0 ? ` for ${linkDownS} s` : ''}`,
        expected: 'master_link_status:up',
        fix: 'check that it reaches that address, and that its masterauth is the password there',
      })),
};
