import type { Severity } from '../diagnostics/diagnostic.ts';
import { formatDiagnostic, formatPlace } from '../diagnostics/format-diagnostic.ts';
import type { Finding } from '../lint/finding.ts';
import { githubReport } from '../lint/github-report.ts';
import { jsonReport } from '../lint/json-report.ts';
import { rules } from '../lint/rule-list.ts';
import { sarifReport } from '../lint/sarif-report.ts';
import type { Io } from '../terminal/io.ts';
import { formatTable } from '../terminal/table.ts';
import { programVersion } from '../model/program-version.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof formats)[number];

const shownOthers = 3;

function othersLine(finding: Finding): string {
  const { others = [] } = finding;
  if (others.length === 0) return '';
  const places = others.slice(-shownOthers).map(formatPlace);
  const rest = others.length > shownOthers ? ` and ${others.length - shownOthers} more` : '';
  return `\n  the same at ${places.join(', ')}${rest}`;
}

const count = (findings: readonly Finding[], severity: Severity, noun: string): string[] => {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`];
};

function printText(
  io: Io,
  findings: readonly Finding[],
  textOf: (file: string) => string | undefined,
) {
  for (const finding of findings) {
    io.out(`${formatDiagnostic(finding, textOf, io.paint.out)}${othersLine(finding)}\n\n`);
  }
  const totals = [
    ...count(findings, 'error', 'error'),
    ...count(findings, 'warning', 'warning'),
    ...count(findings, 'info', 'note'),
  ];
  const fixable = findings.filter(({ fix }) => fix).length;
  const hint = fixable === 0 ? '' : `; --fix can mend ${fixable}`;
  io.out(totals.length === 0 ? 'Nothing to say.\n' : `${totals.join(', ')}${hint}\n`);
}

/** Prints findings in one of the formats. */
export function printFindings(
  io: Io,
  format: Format,
  findings: readonly Finding[],
  textOf: (file: string) => string | undefined,
): void {
  if (format === 'json') io.out(jsonReport(findings));
  else if (format === 'sarif') io.out(sarifReport(findings, programVersion));
  else if (format === 'github') io.out(githubReport(findings));
  else printText(io, findings, textOf);
}

/** Prints all rules. */
export function printRules(io: Io): void {
  const rows = rules.map(({ code, severity, fixable, summary }) => [
    code,
    severity,
    fixable ? 'fix' : '',
    summary,
  ]);
  io.out(`${formatTable(['rule', 'severity', '', 'what it finds'], rows, io.width)}\n`);
}
