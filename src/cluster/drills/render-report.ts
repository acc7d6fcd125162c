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

/** What the figures of a report mean, in lines. */
export const definitions: readonly string[] = [
  'A gap is the longest time without an acknowledged write of a client that uses the protocol directly and',
  'asks the sentinels again after each error, from the first fault to the end; its median and maximum are',
  'over the rounds. The untouched server is a server beside the cluster without faults: its longest gap is',
  'the noise of the machine. Lost writes are acknowledged writes, of all three writers, that the last master',
  'does not have. Split-brain time is the time in which two nodes accepted writes. Recovery time is the time',
  'from the last step until every invariant holds.',
];

/** How many drills passed, how long they took, and when. */
export function summaryLine(
  results: readonly Pick<DrillSummary, 'pass'>[],
  known: number,
  { tookS, date }: Surroundings,
): string {
  const passed = results.filter(({ pass }) => pass).length;
  const total = results.length < known ? ` (of ${known} in total)` : '';
  return `${passed} of ${results.length} drills passed${total}, in ${Math.round(tookS)} s on ${date}.`;
}

/** The versions and the machine. */
export const surroundingsLine = (where: Surroundings) =>
  `rancher-catalog ${where.program}, ${where.server}, Node ${where.node}, Linux ${where.kernel}, ${where.cores} cores, ${where.memoryGib} GiB of memory.`;

/** The bounds of a drill, and the bound of a gap that was applied if it is another one. */
function boundsCell({ times }: DrillSummary, { bounds }: Drill): string {
  const raised = times.flatMap(({ of, boundMs, raisedFromMs }) =>
    raisedFromMs === undefined
      ? []
      : [`${of === 'gap' ? 'write gap' : 'median write gap'} limit raised to ${ms(boundMs)} ms`],
  );
  return [describeBounds(bounds), ...raised].join('; ');
}

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
    result.noiseMs === undefined ? '' : ms(result.noiseMs),
    String(result.lost),
    ms(result.twoMastersMs),
    ms(result.convergedMs),
    result.runtime,
    drill ? boundsCell(result, drill) : '',
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
    'untouched server ms',
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
  const failed = results.filter(({ pass }) => !pass);
  const rows = results.map((result) =>
    row(
      result,
      drills.find(({ id }) => id === result.id),
      pictureOf(result),
    ),
  );
  const slow = results.flatMap(({ id, name, runs, drawnRun }) =>
    runs
      ? [
          {
            id,
            name,
            problems: runs.map(
              (run, index) =>
                `Run ${index + 1}${index + 1 === drawnRun ? ' (drawn)' : ''}: ${listOf(run)}`,
            ),
          },
        ]
      : [],
  );
  return `${[
    '# Drill report',
    '',
    summaryLine(results, drills.length, where),
    '',
    surroundingsLine(where),
    '',
    ...definitions,
    '',
    'What each drill does and requires: [drills.md](drills.md).',
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows,
    ...chapter('Failures', failed),
    ...chapter('Slow drills, run again alone: the medians count', slow),
  ].join('\n')}\n`;
}
