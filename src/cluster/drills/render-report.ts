import type { Drill } from './drill.ts';
import { describeBounds, type DrillSummary } from './describe-drill.ts';

/** Where and with what drills were run. */
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
  problems.length === 0 ? 'within its bounds' : problems.join('; ');

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

/** Problems, drill by drill, under a heading; nothing of none. */
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
  ['median gap ms', 'worst gap ms', 'ioredis gap ms', 'lost', 'two writers ms', 'well again ms'],
  ['run in', 'bounds'],
].flat();

/** The report of a run as a page: one row a drill, what failed, and where it was run. */
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
    `${passed} of ${results.length} drills passed${results.length < drills.length ? ` (there are ${drills.length})` : ''}, in ${Math.round(where.tookS)} s on ${where.date}.`,
    '',
    `rancher-catalog ${where.program}, ${where.server}, Node ${where.node}, Linux ${where.kernel}, ${where.cores} cores, ${where.memoryGib} GiB of memory.`,
    '',
    'A gap is the longest time without an acknowledged write, seen by a client that speaks the bare protocol',
    'and asks the sentinels anew after each error; its median and worst are over the rounds. Lost are',
    'acknowledged writes, of all three writers, that the last master does not have. Two writers is the time',
    'in which two nodes took writes. Well again is the time from the last act until every invariant holds.',
    'What each drill does and must show: [drills.md](drills.md).',
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows,
    ...chapter('What failed', failed),
    ...chapter('What was slow at first, and ran twice more alone: the medians count', slow),
  ].join('\n')}\n`;
}
