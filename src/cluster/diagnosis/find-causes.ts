import type { StatusFinding } from '../rules/status-rule.ts';
import type { Cause } from './diagnosis.ts';

/** How strongly a finding explains another one: 1 is the best, 0 not at all. */
export type Explains = (cause: StatusFinding, effect: StatusFinding) => number;

/** Findings of the same rule with the same text: one problem of several nodes. A dead master has its own. */
function groupsOf(
  findings: readonly StatusFinding[],
  deadMaster: string | undefined,
): StatusFinding[][] {
  const groups = new Map<string, StatusFinding[]>();
  for (const finding of findings) {
    const isMaster = String(finding.node === deadMaster);
    const key = [finding.rule, finding.severity, finding.is, finding.fix, isMaster].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/**
 * Separates causes from what follows from them. A finding belongs to the most important cause
 * that explains it; what it explains in turn belongs there as well. `deadMaster` is a cause of its own.
 */
export function findCauses(
  findings: readonly StatusFinding[],
  explains: Explains,
  deadMaster?: string,
): Cause[] {
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
  return groupsOf(roots, deadMaster).map((group): Cause => {
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
