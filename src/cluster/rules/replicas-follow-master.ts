import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { namedMaster } from '../status/majority.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

export const replicasFollowMaster: StatusRule = {
  name: 'replicas-follow-master',
  requires: 'every replica follows the master that the sentinels report',
  why: 'A replica of another node does not have the data of the master if it is promoted.',
  check(snapshot) {
    const named = namedMaster(snapshot);
    if (!named) return [];
    return snapshot.dataNodes
      .filter(
        ({ role, at, masterAt }) =>
          role === 'replica' && !sameEndpoint(masterAt, named) && !sameEndpoint(at, named),
      )
      .map(({ at, masterAt }) => ({
        ...nodeAt(at),
        is: `it follows ${masterAt ? formatEndpoint(masterAt) : 'no node'}`,
        expected: formatEndpoint(named),
        fix: `send it REPLICAOF ${named.host} ${named.port}; if both write the same address differently, give them the same announce address`,
      }));
  },
};
