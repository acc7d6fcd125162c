import { counted } from '../../diagnostics/counted.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { Silent, SnapshotAnswer, Trouble } from '../status/cluster-snapshot.ts';

/** One reason why no sentinel provided a view, and the sentinels that have it. */
export interface LookObstacle {
  readonly rule: 'sentinels-silent' | 'master-unknown' | 'nodes-silent';
  /** `host:port`. */
  readonly nodes: readonly string[];
  readonly is: string;
  readonly fix: string;
}

const checkTls = 'if the port uses TLS, add --tls';

const fixes: Partial<Record<Trouble, string>> = {
  'password-missing': 'pass the password of the sentinels with --sentinel-password-file',
  'password-wrong':
    'check that --sentinel-password-file holds the password of the sentinels, not of the data nodes',
  'not-a-sentinel': 'use the port of a sentinel: 26379, or sentinel_port of the entry',
  tls: 'omit --tls if the port does not use TLS; otherwise trust its certificate with --ca FILE, name it with --servername NAME if the address is not in it, and pass --cert and --key if it requires them',
  protocol: checkTls,
  closed: checkTls,
  timeout:
    'addresses of a container network are reachable only inside it: use the announced address',
  hangs: 'the process is stopped or overloaded; name another sentinel',
  unresolved: 'check the spelling of the name',
};

/** The fixes of a node of a Redis Cluster that differ. */
const nodeFixes: Partial<Record<Trouble, string>> = {
  'password-missing': 'pass the password of the nodes with --password-file',
  'password-wrong': 'check that --password-file holds the password of the nodes',
  hangs: 'the process is stopped or overloaded; name another node',
  'not-in-cluster':
    'name a node of a Redis Cluster; a master with replicas is found by --sentinels',
};

/** What a program that only looks is given the addresses of. */
type Looked = 'sentinel' | 'node';

function silentObstacle(group: readonly Silent[], noun: Looked): LookObstacle {
  const nodes = group.map(({ at }) => formatEndpoint(at));
  const { reason = '', trouble = 'closed' } = group[0] ?? {};
  const own = noun === 'node' ? nodeFixes[trouble] : undefined;
  return {
    rule: noun === 'node' ? 'nodes-silent' : 'sentinels-silent',
    nodes,
    is: `no answer from the ${nodes.length === 1 ? noun : `${nodes.length} ${noun}s`} at ${listWords(nodes)}: ${reason}`,
    fix: own ?? fixes[trouble] ?? 'check that it runs and that the port is right',
  };
}

/** Why none of some nodes provided a view: every reason once, with all nodes that have it. */
export function silentObstacles(silent: readonly Silent[], noun: Looked): LookObstacle[] {
  const groups = new Map<string, Silent[]>();
  for (const one of silent) groups.set(one.reason, [...(groups.get(one.reason) ?? []), one]);
  return [...groups.values()].map((group) => silentObstacle(group, noun));
}

/** Why no sentinel provided a view: every reason once, with all sentinels that have it. */
export function lookObstacles(answer: SnapshotAnswer): LookObstacle[] {
  const { masterName, silentSentinels, knownMasters } = answer;
  if (knownMasters !== undefined)
    return [
      {
        rule: 'master-unknown',
        nodes: [],
        is: `no sentinel knows a master named ${masterName}`,
        fix:
          knownMasters.length === 0
            ? 'they monitor no master'
            : `they know: ${knownMasters.join(', ')}; choose one with --master-name`,
      },
    ];
  return silentObstacles(silentSentinels, 'sentinel');
}

/** Reasons that fit one node and several ones. */
const shortReasons: Partial<Record<Trouble, string>> = {
  'password-missing': 'a password is required, but none was given',
  'password-wrong': 'the password was rejected',
  forbidden: 'the user lacks permission for the required commands',
};

/** `none of the 3 sentinels can be read: the password was rejected` */
export function silentReason(silent: readonly Silent[], noun: string): string {
  const reasons = [...new Set(silent.map((one) => shortReasons[one.trouble] ?? one.reason))];
  const [first] = silent;
  const who =
    silent.length === 1 && first
      ? `the ${noun} ${formatEndpoint(first.at)} cannot`
      : `none of the ${counted(silent.length, noun)} can`;
  return `${who} be read: ${listWords(reasons)}`;
}

/** The reason in a headline. */
export function lookReason(answer: SnapshotAnswer): string {
  const { masterName, silentSentinels, knownMasters } = answer;
  if (knownMasters !== undefined) return `no sentinel knows a master named ${masterName}`;
  return silentReason(silentSentinels, 'sentinel');
}
