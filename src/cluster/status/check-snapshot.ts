import type { StatusFinding, StatusRule } from '../rules/status-rule.ts';
import { statusRules } from '../rules/status-rules.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';

/** Runs rules on a snapshot. Errors come first, then warnings, in the order of the rules. */
export function checkWith<Seen>(rules: readonly StatusRule<Seen>[], seen: Seen): StatusFinding[] {
  const findings = rules.flatMap((rule) =>
    rule
      .check(seen)
      .map((fault): StatusFinding => ({ rule: rule.name, severity: 'error', ...fault })),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}

/** Runs every rule for a cluster with sentinels on a snapshot. */
export const checkSnapshot = (snapshot: ClusterSnapshot): StatusFinding[] =>
  checkWith(statusRules, snapshot);
