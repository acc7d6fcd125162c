import type { Drill } from './drill.ts';
import { describeBounds, type DrillSummary } from './describe-drill.ts';

/** Where and with which versions drills ran. */
export interface Surroundings {
  readonly program: string;
  readonly server: string;
  readonly node: string;
  readonly kernel: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** `2026-11-22` */
  readonly date: string;
  readonly tookS: number;
}

const listOf = (problems: readonly string[]) =>
  problems.length === 0 ? 'within all bounds' : problems.join('; ');

const ms = (value: number) => String(Math.round(value));

function row(result: DrillSummary, drill: Drill | undefined, picture: string | undefined): string {
  const name = picture === undefined ? result.name : `[${result.name}](${picture})`;
  const cells = [
    String(result.id),
    name,
    result.pass ? 'pass' : '**FAIL**',
    String(result.rounds.length),
    ms(result.medianGapMs),
    ms(result.gapMs),
    ms(result.ioredisGapMs),
    String(result.lost),
    ms(result.twoMastersMs),
    ms(result.convergedMs),
    result.runtime,
    drill ? describeBounds(drill.bounds) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The problems of each drill under a heading; nothing if there are none. */
function chapter(
  heading: string,
  drills: readonly Pick<DrillSummary, 'id' | 'name' | 'problems'>[],
) {
  if (drills.length === 0) return [];
  const sections = drills.flatMap(({ id, name, problems }) => [
    '',
    `### ${id} ${name}`,
    '',
    ...problems.map((line) => `- ${line}`),
  ]);
  return ['', `## ${heading}`, ...sections];
}

const columns = [
  ['#', 'drill', 'result', 'rounds'],
  [
    'median gap ms',
    'longest gap ms',
    'ioredis gap ms',
    'lost writes',
    'split-brain ms',
    'recovery ms',
  ],
  ['runtime', 'bounds'],
].flat();

/** Renders the report of a run: one row per drill, what failed, and where it ran. */
export function renderReport(
  results: readonly DrillSummary[],
  drills: readonly Drill[],
  where: Surroundings,
  pictureOf: (result: DrillSummary) => string | undefined,
): string {
  const passed = results.filter(({ pass }) => pass).length;
  const failed = results.filter(({ pass }) => !pass);
  const rows = results.map((result) =>
    row(
      result,
      drills.find(({ id }) => id === result.id),
      pictureOf(result),
    ),
  );
  const slow = results.flatMap(({ id, name, runs }) =>
    runs
      ? [{ id, name, problems: runs.map((run, index) => `Run ${index + 1}: ${listOf(run)}`) }]
      : [],
  );
  return `${[
    '# Drill report',
    '',
    `${passed} of ${results.length} drills passed${results.length < drills.length ? ` (of ${drills.length} in total)` : ''}, in ${Math.round(where.tookS)} s on ${where.date}.`,
    '',
    `rancher-catalog ${where.program}, ${where.server}, Node ${where.node}, Linux ${where.kernel}, ${where.cores} cores, ${where.memoryGib} GiB of memory.`,
    '',
    'A gap is the longest time without an acknowledged write of a client that uses the protocol directly and',
    'asks the sentinels again after each error; its median and maximum are over the rounds. Lost writes are',
    'acknowledged writes, of all three writers, that the last master does not have. Split-brain time is the',
    'time in which two nodes accepted writes. Recovery time is the time from the last step until every',
    'invariant holds. What each drill does and requires: [drills.md](drills.md).',
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows,
    ...chapter('Failures', failed),
    ...chapter('Slow drills, run again alone: the medians count', slow),
  ].join('\n')}\n`;
}
