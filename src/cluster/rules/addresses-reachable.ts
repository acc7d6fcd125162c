import type { Silent } from '../status/cluster-snapshot.ts';
import { nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

const unreachable = new Set(['timeout', 'unresolved']);

function faultOf({ at, reason }: Silent, what: string): StatusFault {
  return {
    ...nodeAt(at),
    is: `the sentinels announce this ${what}, and it cannot be reached from here: ${reason}`,
    expected: 'an address that clients reach, for it is the one they are sent to',
    fix: 'an address of the container network only: set announce_ip and announce_port (replica-announce-ip, sentinel announce-ip) to what is reached from outside, or run this where the clients are',
  };
}

/** Sentinels send clients to addresses; those of a container network lead nowhere outside it. */
export const addressesReachable: StatusRule = {
  name: 'addresses-reachable',
  requires: 'every announced address can be reached from here',
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
