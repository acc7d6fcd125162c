import type { PlannedStack } from '../plan/plan-launch.ts';
import { capitalized } from '../diagnostics/capitalized.ts';
import { counted } from '../diagnostics/counted.ts';
import { printable } from '../diagnostics/frame.ts';
import type { PlanReport } from '../plan/plan-report.ts';
import type { Io } from '../terminal/io.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import { formatPlacement } from './format-placement.ts';

/** A paragraph behind an indent; its further lines have two spaces more. */
const paragraph = (words: string, width: number, indent = ''): string[] =>
  wrapText(printable(words), width - indent.length - 2).map(
    (line, index) => `${indent}${index === 0 ? '' : '  '}${line}`,
  );

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

function reasonLines({ reasons }: PlanReport, width: number): string[] {
  return reasons.flatMap(({ words, shown, looks }) => [
    ...paragraph(words, width),
    ...shown.flatMap((text, index) =>
      paragraph(`${index === 0 ? 'Rancher shows: ' : 'or: '}${text}`, width, '  '),
    ),
    ...(looks === '' ? [] : paragraph(`The service is ${looks}.`, width, '  ')),
  ]);
}

function lossLines({ losses, moreLosses, promises }: PlanReport, width: number): string[] {
  if (losses.length === 0) return [];
  const all = ['LOST', 'COSTS', 'CAN BREAK'];
  const header = promises.length === 0 ? all.slice(0, 2) : all;
  const rows = losses.map((row) => row.slice(0, header.length));
  const table = formatTable(header, rows, width);
  return moreLosses === 0 ? [table] : [table, `and ${counted(moreLosses, 'other combination')}`];
}

function promiseLines({ promises }: PlanReport, width: number): string[] {
  if (promises.length === 0) return [];
  return [formatTable(['PROMISE', 'NEEDS', 'LEFT', 'RESULT', 'WORST LOSS'], promises, width)];
}

const laterLines = ({ later }: PlanReport, width: number): string[] =>
  later.flatMap(([first = '', ...others]) => [
    ...paragraph(first, width),
    ...others.flatMap((words) => paragraph(words, width, '  ')),
  ]);

const serviceHeader = ['SERVICE', 'CONTAINERS', 'PLACED', 'MOST ON ONE HOST', 'HOSTS IT CAN USE'];

/** A plan for people. */
export function formatPlan({ report, lose }: PlannedStack, { width, paint }: Io): string {
  const lost = lose === 1 ? 'a host is' : `${lose} hosts are`;
  return [
    ...wrapText(printable(report.headline), width).map((line) => paint.out('bold', line)),
    '',
    formatTable(serviceHeader, report.services, width),
    '',
    ...section('Why:', reasonLines(report, width)),
    ...section(
      'Hosts that are left out:',
      report.excluded.flatMap((words) => paragraph(words, width)),
    ),
    ...report.pictures.flatMap(({ title, columns }) => [
      ...wrapText(printable(`${capitalized(title)}:`), width),
      ...formatPlacement(columns, width, paint.out),
      '',
    ]),
    ...section(`If ${lost} lost, in the worst case:`, lossLines(report, width)),
    ...section('Promises:', promiseLines(report, width)),
    ...section('After a loss:', laterLines(report, width)),
    ...section(
      'This holds for:',
      report.assumptions.flatMap((words) => paragraph(`- ${words}`, width)),
    ),
  ].join('\n');
}
