import type { Finding } from '../rules/status-rule.ts';
import { rules } from '../rules/status-rules.ts';
import type { Snapshot } from './cluster-snapshot.ts';

/** All that is not as it should be in a snapshot, errors first, then in the order of the rules. */
export function checkSnapshot(snapshot: Snapshot): Finding[] {
  const findings = rules.flatMap((rule) =>
    rule
      .check(snapshot)
      .map((fault): Finding => ({ rule: rule.name, severity: 'error', ...fault })),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}
