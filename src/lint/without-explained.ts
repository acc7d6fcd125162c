import type { LintFinding } from './lint-finding.ts';
import { findRule } from './rule-list.ts';

/** The version folder of a path: `templates/redis/0`. */
const folderOf = (path: string): string => path.split('/').slice(0, 3).join('/');

/** Findings without rejected launches whose cause another finding reports. */
export function withoutExplained(findings: readonly LintFinding[]): LintFinding[] {
  const explained = new Set(
    findings
      .filter(({ code, severity }) => severity === 'error' && findRule(code)?.cause === true)
      .map(({ at }) => folderOf(at.file)),
  );
  return findings.filter(
    ({ code, at }) => !code.startsWith('launch-') || !explained.has(folderOf(at.file)),
  );
}
