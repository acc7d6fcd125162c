import type { Silent } from '../status/cluster-snapshot.ts';
import { nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

const unreachable = new Set(['timeout', 'unresolved']);

function faultOf({ at, reason }: Silent, what: string): StatusFault {
  return {
    ...nodeAt(at),
    is: `the sentinels announce this ${what}, but it cannot be reached from here: ${reason}`,
    expected: 'an address that clients can reach: the sentinels send them there',
    fix: 'the address may exist only in the container network: set announce_ip and announce_port (replica-announce-ip, sentinel announce-ip) to an address that is reachable from outside, or run this command where the clients are',
  };
}

export const addressesReachable: StatusRule = {
  name: 'addresses-reachable',
  requires: 'every announced address is reachable from here',
  why: 'Sentinels send clients to the announced addresses. Those of a container network do not work outside it.',
  check({ silentDataNodes, silentSentinels }) {
    return [
      ...silentDataNodes
        .filter(({ trouble }) => unreachable.has(trouble))
        .map((silent) => faultOf(silent, 'data node')),
      ...silentSentinels
        .filter(({ trouble }) => unreachable.has(trouble))
        .map((silent) => faultOf(silent, 'sentinel')),
    ];
  },
};
