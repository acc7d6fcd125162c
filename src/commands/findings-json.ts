import type { Place } from '../diagnostics/diagnostic.ts';
import type { KnownRule } from '../lint/rule-list.ts';
import type { LintedFolders } from '../actions/entries/lint-folders.ts';

const placeJson = ({ file, line, column }: Place) => ({
  file,
  line: line ?? null,
  column: column ?? null,
});

/** Findings as plain data; its form is part of the program's interface. */
export function findingsJson({
  findings,
  fixed,
}: LintedFolders): Readonly<Record<string, unknown>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return {
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
    fixed,
  };
}

/** A rule as plain data. */
export const ruleJson = (rule: KnownRule): Readonly<Record<string, unknown>> => ({
  code: rule.code,
  group: rule.group,
  severity: rule.severity,
  summary: rule.summary,
  docs: rule.docs,
  fixable: rule.fixable ?? false,
});
