import type { DrillList } from '../actions/drilling/choose-drills.ts';
import type { DrillSummary } from '../cluster/drills/describe-drill.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';

/** Every drill with its number, name, what happens and its bounds; then what must hold after each. */
export function formatDrillList({ rows, common }: DrillList, width: number): string {
  const sentences = common.flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
  );
  const table = formatTable(['#', 'drill', 'what happens'], rows, width);
  return `${table}\n\nAfter each drill:\n${sentences.join('\n')}\n`;
}

/** Title and width of each column; rows are printed as drills end, so widths are fixed. 78 in all. */
const columns = [
  ['#', 2],
  ['drill', 26],
  ['result', 6],
  ['gap', 6],
  ['median', 6],
  ['ioredis', 7],
  ['lost', 5],
  ['split', 5],
  ['recovery', 8],
] as const;

const ms = (value: number) => String(Math.round(value));

function formatCells(cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const [, width = 0] = columns[index] ?? [];
      return index === 1 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join(' ')
    .trimEnd();
}

/** What the columns of the result table mean, and their titles. */
export const drillTableHeader = [
  'Times in ms: longest and median write gap, longest gap of ioredis, split-brain,',
  'recovery. Lost: acknowledged writes that the last master does not have.',
  '',
  formatCells(columns.map(([title]) => title)),
].join('\n');

/** One row of the result table. */
export function formatDrillRow(result: DrillSummary, verdict: string): string {
  const { id, name, gapMs, medianGapMs, ioredisGapMs, lost, twoMastersMs, convergedMs } = result;
  const gaps = [gapMs, medianGapMs, ioredisGapMs].map(ms);
  return formatCells([
    String(id),
    name,
    verdict,
    ...gaps,
    String(lost),
    ms(twoMastersMs),
    ms(convergedMs),
  ]);
}

/** The row of a drill that neither passed nor failed. */
export function formatInterruptedRow({ id, name }: { readonly id: number; readonly name: string }) {
  return formatCells([String(id), name, 'interrupted']);
}

/** What is wrong with a drill, below its row. */
export function formatProblems(problems: readonly string[], width: number): string {
  const indent = ' '.repeat(6);
  return problems
    .flatMap((problem) => wrapText(problem, width - indent.length))
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** What runs now: each drill with the time it has taken, its expected time and its step. */
export function formatProgress(
  drills: readonly {
    readonly name: string;
    readonly step: string;
    readonly tookS: number;
    readonly expectedS: number;
  }[],
): string {
  return drills
    .map(
      ({ name, step, tookS, expectedS }) =>
        `${name} ${Math.round(tookS)}/${Math.max(expectedS, Math.round(tookS))} s: ${step}`,
    )
    .join('; ');
}
