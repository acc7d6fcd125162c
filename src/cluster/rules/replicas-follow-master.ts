import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { namedMaster } from '../status/majority.ts';
import { nodeAt, type StatusRule } from './status-rule.ts';

/** A replica of another node, or of a replica, is not the copy that a failover counts on. */
export const replicasFollowMaster: StatusRule = {
  name: 'replicas-follow-master',
  requires: 'every replica follows the master that the sentinels name',
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
        is: `it follows ${masterAt ? formatEndpoint(masterAt) : 'nobody'}`,
        expected: formatEndpoint(named),
        fix: `send it REPLICAOF ${named.host} ${named.port}; where master and replica write one address differently, give both the same announce address`,
      }));
  },
};
