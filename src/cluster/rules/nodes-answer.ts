import type { Silent, Trouble } from '../status/cluster-snapshot.ts';
import { nodeAt, type Fault, type Rule } from './status-rule.ts';

const mends: Readonly<Record<Trouble, string>> = {
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

function faultOf({ at, words, trouble }: Silent, what: string): Fault {
  return {
    ...nodeAt(at),
    is: `this ${what} cannot be asked: ${words}`,
    expected: 'an answer in time',
    mend: mends[trouble],
  };
}

/** Addresses that lead nowhere are the matter of addresses-reachable. */
const isHere = ({ trouble }: Silent) => trouble !== 'timeout' && trouble !== 'unresolved';

/** A node that is down, hung or locked. */
export const nodesAnswer: Rule = {
  name: 'nodes-answer',
  requires: 'every node that was named or found answers',
  check: ({ silentDataNodes, silentSentinels }) => [
    ...silentSentinels.filter(isHere).map((silent) => faultOf(silent, 'sentinel')),
    ...silentDataNodes.filter(isHere).map((silent) => faultOf(silent, 'data node')),
  ],
};
