import { pathText, type ChartValue } from '../chart-values.ts';
import type { LostPart } from './lost-part.ts';

/** What a migration found, for people. */
export interface MigrationReport {
  readonly stack: string;
  /** The version of the entry: `catalog:redis:0 (1.0.0)`. */
  readonly entry: string;
  /** What is known of the chart and the blueprint, in sentences. */
  readonly notes: readonly string[];
  /** How passwords get to the chart, in sentences. */
  readonly secrets: readonly string[];
  /** Values that differ from those of the chart; undefined if no chart is known. */
  readonly values: readonly ChartValue[] | undefined;
  /** Lines for a shell. */
  readonly commands: readonly string[];
  readonly lost: readonly LostPart[];
}

const longestCell = 200;

/** Text of a stack on one line, without what a terminal or Markdown gives a meaning. */
export function plainLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ');
  const all = [...line];
  return all.length > longestCell ? `${all.slice(0, longestCell).join('')}…` : line;
}

/** Characters of a text as Markdown shows them. */
const escaped = (text: string) =>
  plainLine(text).replaceAll(/[\\`*_{}[\]<>|#~&]/g, String.raw`\$&`);

const rowOf = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows.map(rowOf), ''];
}

const list = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [...items.map((item) => `- ${escaped(item)}`), ''];

function valuesPart(values: MigrationReport['values']): string[] {
  if (!values) return [];
  const rows = values.map(({ answer, path, value }) => [
    pathText(path),
    JSON.stringify(value),
    answer.spec.name,
  ]);
  const none = ['The stack has the values of the chart.', ''];
  return [
    '## Values that differ from the chart',
    '',
    ...(rows.length === 0 ? none : tableOf(['value', 'is', 'answer'], rows)),
  ];
}

/** The report of a migration as Markdown. */
export function renderReport(report: MigrationReport): string {
  const { stack, entry, notes, secrets, values, commands, lost } = report;
  const rows = lost.map(({ what, has, why, todo }) => [what, has, why, todo]);
  return [
    `# The stack ${escaped(stack)} on Rancher 2`,
    '',
    `Launched from ${escaped(entry)}.`,
    '',
    ...list(notes),
    '## Install',
    '',
    '```sh',
    ...commands,
    '```',
    '',
    ...list(secrets),
    ...valuesPart(values),
    '## Without a counterpart',
    '',
    ...(rows.length === 0
      ? ['Nothing.', '']
      : tableOf(['part', 'the stack has', 'why', 'what to do'], rows)),
  ].join('\n');
}
