import { counted } from '../diagnostics/counted.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { formatDiagnostic, formatPlace } from '../diagnostics/format-diagnostic.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { LintedFolders } from '../actions/entries/lint-folders.ts';
import type { KnownRule } from '../lint/rule-list.ts';
import type { Io } from '../terminal/io.ts';
import { formatTable } from '../terminal/table.ts';
import { formatGithub } from './format-github.ts';
import { formatSarif } from './format-sarif.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof formats)[number];

const shownOthers = 3;

function othersLine(finding: LintFinding): string {
  const { others = [] } = finding;
  if (others.length === 0) return '';
  const places = others.slice(-shownOthers).map(formatPlace);
  const rest = others.length > shownOthers ? ` and ${others.length - shownOthers} more` : '';
  return `\n  also at ${places.join(', ')}${rest}`;
}

const count = (findings: readonly LintFinding[], severity: Severity, noun: string): string[] => {
  const number = findings.filter((finding) => finding.severity === severity).length;
  return number === 0 ? [] : [counted(number, noun)];
};

/** How many findings there are, by severity; empty when there are none. */
const totalsOf = (findings: readonly LintFinding[]) =>
  [
    ...count(findings, 'error', 'error'),
    ...count(findings, 'warning', 'warning'),
    ...count(findings, 'info', 'note'),
  ].join(', ');

/** In place of an empty patch. */
export function formatNoFixes({ findings }: LintedFolders): string {
  const totals = totalsOf(findings);
  return totals === ''
    ? 'No problems found.\n'
    : `No fixes to apply. Run lint without --fix to see ${totals}.\n`;
}

function formatText(io: Io, { findings, texts }: LintedFolders): string {
  const textOf = (file: string) => texts.get(file);
  const blocks = findings.map(
    (finding) => `${formatDiagnostic(finding, textOf, io.paint.out)}${othersLine(finding)}\n\n`,
  );
  const totals = totalsOf(findings);
  const fixable = findings.filter(({ fix }) => fix).length;
  const hint = fixable === 0 ? '' : `; --fix can fix ${fixable}`;
  const total = totals === '' ? 'No problems found.\n' : `${totals}${hint}\n`;
  return [...blocks, total].join('');
}

/** Findings in one of the formats; JSON has no form of its own, because every command prints it. */
export function formatFindings(
  io: Io,
  format: Format,
  linted: LintedFolders,
  rules: readonly KnownRule[],
): string {
  const { findings } = linted;
  if (format === 'sarif') return formatSarif(findings, linted.programVersion, rules);
  if (format === 'github') return formatGithub(findings);
  return formatText(io, linted);
}

/** All rules, a row each. */
export function formatRules(io: Io, rules: readonly KnownRule[]): string {
  const rows = rules.map(({ code, severity, fixable, summary }) => [
    code,
    severity,
    fixable ? 'fix' : '',
    summary,
  ]);
  return `${formatTable(['rule', 'severity', '', 'what it finds'], rows, io.width)}\n`;
}
