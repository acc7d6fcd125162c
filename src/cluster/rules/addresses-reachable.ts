import type { Silent } from '../status/cluster-snapshot.ts';
import { nodeAt, type StatusFault, type SeenNodes, type StatusRule } from './status-rule.ts';

const unreachable = new Set(['timeout', 'unresolved']);

function faultOf({ at, reason }: Silent, what: string, who = 'the sentinels'): StatusFault {
  return {
    ...nodeAt(at),
    is: `${who} announce this ${what}, but it cannot be reached from here: ${reason}`,
    expected: `an address that clients can reach: ${who} send them there`,
    fix: 'the address may exist only in the container network: set announce_ip and announce_port (replica-announce-ip, sentinel announce-ip, cluster-announce-ip) to an address that is reachable from outside, or run this command where the clients are',
  };
}

export const addressesReachable: StatusRule<SeenNodes> = {
  name: 'addresses-reachable',
  requires: 'every announced address is reachable from here',
  why: 'Sentinels, and the nodes of a Redis Cluster, send clients to the announced addresses. Those of a container network do not work outside it.',
  check({ silentDataNodes, silentSentinels = [], sentinels }) {
    const who = sentinels ? 'the sentinels' : 'the other nodes';
    return [
      ...silentDataNodes
        .filter(({ trouble }) => unreachable.has(trouble))
        .map((silent) => faultOf(silent, 'data node', who)),
      ...silentSentinels
        .filter(({ trouble }) => unreachable.has(trouble))
        .map((silent) => faultOf(silent, 'sentinel')),
    ];
  },
};
