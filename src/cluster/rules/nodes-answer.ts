import type { Silent, Trouble } from '../status/cluster-snapshot.ts';
import { nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

const fixes: Readonly<Record<Trouble, string>> = {
  refused: 'nothing listens there: start it again, or see whether the port is right',
  timeout: 'see whether the host is up, and whether a firewall drops the connection',
  hangs:
    'it took the connection and says nothing: the process is stopped or overloaded; restart it',
  unresolved: 'see whether the name is right and its name server answers',
  closed: 'see its log for why it closes connections',
  protocol: 'see what listens on this port',
  tls: 'use --tls where the port speaks TLS, and leave it out where it does not',
  'password-missing':
    'give the password with --password-file (data nodes) or --sentinel-password-file (sentinels)',
  'password-wrong':
    'put the right password into --password-file (data nodes) or --sentinel-password-file (sentinels)',
  forbidden: 'allow its user INFO, ROLE, CONFIG GET and SENTINEL',
  'not-a-sentinel': 'name the port of the sentinel: 26379, or sentinel_port of the entry',
  'not-a-data-node': 'see which address the sentinels were told to watch',
};

function faultOf({ at, reason, trouble }: Silent, what: string): StatusFault {
  return {
    ...nodeAt(at),
    is: `this ${what} cannot be asked: ${reason}`,
    expected: 'an answer in time',
    fix: fixes[trouble],
  };
}

/** Addresses that lead nowhere are the matter of addresses-reachable. */
const isHere = ({ trouble }: Silent) => trouble !== 'timeout' && trouble !== 'unresolved';

/** A node that is down, hung or locked. */
export const nodesAnswer: StatusRule = {
  name: 'nodes-answer',
  requires: 'every node that was named or found answers',
  check: ({ silentDataNodes, silentSentinels }) => [
    ...silentSentinels.filter(isHere).map((silent) => faultOf(silent, 'sentinel')),
    ...silentDataNodes.filter(isHere).map((silent) => faultOf(silent, 'data node')),
  ],
};
