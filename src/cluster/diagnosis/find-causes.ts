import { formatEndpoint } from '../endpoint.ts';
import type { StatusFinding } from '../rules/status-rule.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { Cause } from './diagnosis.ts';
import { followsFrom } from './follows-from.ts';
import { isHidden, silentMaster } from './node-facts.ts';

/** Findings of the same rule with the same text: one problem of several nodes. A dead master has its own. */
function groupsOf(
  findings: readonly StatusFinding[],
  master: string | undefined,
): StatusFinding[][] {
  const groups = new Map<string, StatusFinding[]>();
  for (const finding of findings) {
    const isMaster = String(finding.node === master);
    const key = [finding.rule, finding.severity, finding.is, finding.fix, isMaster].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/**
 * Separates causes from what follows from them. A finding belongs to the most important cause
 * that explains it; what it explains in turn belongs there as well.
 */
export function findCauses(snapshot: ClusterSnapshot, findings: readonly StatusFinding[]): Cause[] {
  const explains = followsFrom(snapshot);
  // A reason that is not in the node itself is one cause for all nodes.
  const silent = silentMaster(snapshot);
  const master = silent && !isHidden(snapshot, silent) ? formatEndpoint(silent.at) : undefined;
  const parents = new Map<StatusFinding, StatusFinding>();
  for (const finding of findings) {
    const [best] = findings
      .map((other) => ({ other, rank: other === finding ? 0 : explains(other, finding) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => a.rank - b.rank);
    if (best) parents.set(finding, best.other);
  }
  const rootOf = (finding: StatusFinding): StatusFinding => {
    const seen = new Set<StatusFinding>();
    let at = finding;
    for (let up = parents.get(at); up && !seen.has(up); up = parents.get(at)) {
      seen.add(up);
      at = up;
    }
    return at;
  };
  const roots = findings.filter((finding) => rootOf(finding) === finding);
  return groupsOf(roots, master).map((group): Cause => {
    const [first = group[0]] = group;
    const members = new Set(group);
    return {
      ...pick(first),
      nodes: group.flatMap(({ node }) => node ?? []),
      follows: findings.filter((finding) => !members.has(finding) && members.has(rootOf(finding))),
    };
  });
}

function pick(finding: StatusFinding | undefined): Omit<Cause, 'nodes' | 'follows'> {
  const { rule = '', severity = 'error', is = '', expected = '', fix = '' } = finding ?? {};
  return { rule, severity, is, expected, fix };
}
