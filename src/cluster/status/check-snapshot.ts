import type { StatusFinding } from '../rules/status-rule.ts';
import { statusRules } from '../rules/status-rules.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';

/** Runs every rule on a snapshot. Errors come first, then warnings, in the order of the rules. */
export function checkSnapshot(snapshot: ClusterSnapshot): StatusFinding[] {
  const findings = statusRules.flatMap((rule) =>
    rule
      .check(snapshot)
      .map((fault): StatusFinding => ({ rule: rule.name, severity: 'error', ...fault })),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}
