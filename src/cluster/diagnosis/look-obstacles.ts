import { counted } from '../../diagnostics/counted.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { Silent, SnapshotAnswer, Trouble } from '../status/cluster-snapshot.ts';

/** One reason why no sentinel provided a view, and the sentinels that have it. */
export interface LookObstacle {
  readonly rule: 'sentinels-silent' | 'master-unknown';
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

function silentObstacle(group: readonly Silent[]): LookObstacle {
  const nodes = group.map(({ at }) => formatEndpoint(at));
  const { reason = '', trouble = 'closed' } = group[0] ?? {};
  return {
    rule: 'sentinels-silent',
    nodes,
    is: `no answer from the ${nodes.length === 1 ? 'sentinel' : `${nodes.length} sentinels`} at ${listWords(nodes)}: ${reason}`,
    fix: fixes[trouble] ?? 'check that it runs and that the port is right',
  };
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
  const groups = new Map<string, Silent[]>();
  for (const silent of silentSentinels)
    groups.set(silent.reason, [...(groups.get(silent.reason) ?? []), silent]);
  return [...groups.values()].map(silentObstacle);
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
