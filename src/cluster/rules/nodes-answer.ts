import type { Silent, Trouble } from '../status/cluster-snapshot.ts';
import { nodeAt, type StatusFault, type SeenNodes, type StatusRule } from './status-rule.ts';

const fixes: Readonly<Record<Trouble, string>> = {
  refused: 'start it again, or check the port',
  timeout: 'check that the host is up, and that no firewall drops the connection',
  hangs:
    'it accepts connections but does not reply: the process is stopped or overloaded; restart it',
  unresolved: 'check the spelling of the name, and that its name server answers',
  closed: 'find out from its log why it closes connections',
  protocol: 'find out what listens on this port',
  tls: 'use --tls if the port uses TLS, and omit it otherwise; --ca FILE trusts its certificate',
  'password-missing': 'pass the password with OPTION',
  'password-wrong': 'correct the password in the file of OPTION',
  forbidden: 'allow its user INFO, ROLE, CONFIG GET and SENTINEL',
  'not-a-sentinel': 'use the port of the sentinel: 26379, or sentinel_port of the entry',
  'not-a-data-node': 'check which address the sentinels monitor',
  'not-in-cluster': 'start it with cluster-enabled yes, or name a node of the Redis Cluster',
};

const passwordOptions = {
  sentinel: '--sentinel-password-file',
  'data node': '--password-file',
} as const;

function faultOf({ at, reason, trouble }: Silent, what: keyof typeof passwordOptions): StatusFault {
  return {
    ...nodeAt(at),
    is: `this ${what} does not answer: ${reason}`,
    expected: 'an answer before the timeout',
    fix: fixes[trouble].replace('OPTION', passwordOptions[what]),
  };
}

/** Unreachable addresses are reported by addresses-reachable. */
const isHere = ({ trouble }: Silent) => trouble !== 'timeout' && trouble !== 'unresolved';

export const nodesAnswer: StatusRule<SeenNodes> = {
  name: 'nodes-answer',
  requires: 'every given or discovered node answers',
  why: 'A node that is down, hangs or rejects the password does not help in a failover. A node that cannot be reached at all is reported as addresses-reachable.',
  check: ({ silentDataNodes, silentSentinels = [] }) => [
    ...silentSentinels.filter(isHere).map((silent) => faultOf(silent, 'sentinel')),
    ...silentDataNodes.filter(isHere).map((silent) => faultOf(silent, 'data node')),
  ],
};
