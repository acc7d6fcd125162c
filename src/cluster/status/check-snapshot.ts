import type { StatusFinding } from '../rules/status-rule.ts';
import { statusRules } from '../rules/status-rules.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';

/** All that is not as it should be in a snapshot, errors first, then in the order of the rules. */
export function checkSnapshot(snapshot: ClusterSnapshot): StatusFinding[] {
  const findings = statusRules.flatMap((rule) =>
    rule
      .check(snapshot)
      .map((fault): StatusFinding => ({ rule: rule.name, severity: 'error', ...fault })),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}
