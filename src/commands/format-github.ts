import type { Severity } from '../diagnostics/diagnostic.ts';
import type { LintFinding } from '../lint/lint-finding.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

const escapeText = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string) =>
  escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Findings as workflow commands, which GitHub shows at their lines in a pull request. */
export function formatGithub(findings: readonly LintFinding[]): string {
  return findings
    .map(({ code, severity, message, at, hint }) => {
      const properties = [
        `file=${escapeProperty(at.file)}`,
        ...(at.line === undefined ? [] : [`line=${at.line}`, `col=${at.column ?? 1}`]),
        `title=${escapeProperty(code)}`,
      ];
      const text = hint === undefined ? message : `${message}\n${hint}`;
      return `::${commands[severity]} ${properties.join(',')}::${escapeText(text)}\n`;
    })
    .join('');
}
