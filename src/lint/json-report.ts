import type { Place } from '../diagnostics/diagnostic.ts';
import type { Finding } from './finding.ts';

const placeJson = ({ file, line, column }: Place) => ({
  file,
  line: line ?? null,
  column: column ?? null,
});

/** Findings as JSON; its form is part of the program's interface. */
export function jsonReport(findings: readonly Finding[]): string {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  const report = {
    findings: findings.map(({ code, severity, message, at, hint, fix, others }) => ({
      rule: code,
      severity,
      ...placeJson(at),
      message,
      hint: hint ?? null,
      fixable: fix !== undefined,
      ...(others === undefined ? {} : { others: others.map(placeJson) }),
    })),
    errors: counts.error,
    warnings: counts.warning,
    notes: counts.info,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
