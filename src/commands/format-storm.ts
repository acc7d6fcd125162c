import type { StormRun } from '../actions/storming/storm.ts';
import type { StormSetup } from '../actions/storming/storm-options.ts';
import type { RoundResult } from '../cluster/storm/round-result.ts';
import { counted } from '../diagnostics/counted.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';

const columns = [
  ['time', 8],
  ['round', 5],
  ['gap', 6],
  ['plain', 6],
  ['careful', 7],
  ['recovery', 8],
] as const;

const cells = (values: readonly string[], last: string) =>
  [...columns.map(([, width], index) => (values[index] ?? '').padStart(width)), last].join('  ');

/** What is printed before the first round: the seed, and what the columns mean. */
export function stormHeader({ seed, data, sentinels }: StormSetup): string {
  return [
    `seed ${seed}, ${counted(data, 'data node')}, ${counted(sentinels, 'sentinel')}`,
    'Times in ms: longest write gap, recovery. Plain, careful: lost acknowledged writes.',
    '',
    cells(
      columns.map(([title]) => title),
      'faults',
    ),
    '',
  ].join('\n');
}

const clockOf = (at: Date) =>
  [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((number) => String(number).padStart(2, '0'))
    .join(':');

/** One line per round. */
export function formatRound(result: RoundResult, words: string, at: Date): string {
  const { round, gapMs, lost, recoveryMs, pass } = result;
  return cells(
    [
      clockOf(at),
      String(round),
      String(gapMs),
      String(lost.plain),
      String(lost.careful),
      String(recoveryMs),
    ],
    pass ? words : `FAIL ${words}`,
  );
}

/** What is wrong with a round, below its line. */
export function formatRoundProblems({ problems, keptIn }: RoundResult, width: number): string {
  const kept = keptIn === undefined ? [] : [`logs, offsets and lost writes are in ${keptIn}`];
  const indent = ' '.repeat(10);
  return [...problems.map(({ text }) => text), ...kept]
    .flatMap((text) => wrapText(text, width - indent.length))
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** The table at the end: each promise with what was measured, and how to repeat failed rounds. */
export function formatStorm(
  { summary, conditions, repeat, report }: StormRun,
  width: number,
): string {
  const rows = summary.promises.map((row) => [
    row.kept ? 'kept' : 'BROKEN',
    row.name,
    String(row.rounds),
    String(row.faults),
    String(row.roundsWithLoss),
    String(row.lost),
    row.allowed,
  ]);
  const titles = ['', 'promise', 'rounds', 'faults', 'with loss', 'lost', 'allowed'];
  const repeats = [...repeat.values()].map((words) => `repeat: cluster storm ${words}`);
  return [
    '',
    formatTable(titles, rows, width),
    '',
    `${counted(summary.rounds, 'round')}, ${summary.failed} failed; split-brain time ${summary.twoMastersMs} ms; longest recovery ${summary.recoveryMs} ms; seed ${conditions.seed}`,
    ...repeats,
    `report: ${report}`,
    '',
  ].join('\n');
}
