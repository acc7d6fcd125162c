import type { Drill } from './drill.ts';
import { describeBounds, type DrillSummary } from './describe-drill.ts';
import type { TimeCheck } from './drill-result.ts';

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

/** The drills of one call: one part of a report. */
export interface ReportedDrills {
  /** `Processes`; empty if the report has one part. */
  readonly heading: string;
  readonly where: Surroundings;
  /** All drills of this kind, with the bounds that they have there. */
  readonly known: readonly Drill[];
  /** The results with their pictures, as SVG. */
  readonly drills: readonly { readonly result: DrillSummary; readonly svg: string }[];
}

const listOf = (problems: readonly string[]) =>
  problems.length === 0 ? 'within all bounds' : problems.join('; ');

const ms = (value: number) => String(Math.round(value));

/** What the figures of a report mean, in lines. */
export const definitions: readonly string[] = [
  'A gap is the longest time without an acknowledged write of a client that uses the protocol directly and',
  'asks the sentinels, or the nodes of a Redis Cluster, again after each error, from the first fault to the end;',
  'its median and maximum are over the rounds. The untouched server is a server beside the cluster without',
  'faults: its longest gap is the noise of the machine. Lost writes are acknowledged writes, of all writers, that',
  'the last master of their shard does not have. Split-brain time is the time in which two nodes accepted writes',
  'for the same keys. Recovery time is the time from the last step until every invariant holds.',
];

/** How many drills passed, how long they took, and when. */
export function summaryLine({ drills, known, where: { tookS, date } }: ReportedDrills): string {
  const passed = drills.filter(({ result }) => result.pass).length;
  const total = drills.length < known.length ? ` (of ${known.length} in total)` : '';
  return `${passed} of ${drills.length} drills passed${total}, in ${Math.round(tookS)} s on ${date}.`;
}

/** The versions and the machine. */
export const surroundingsLine = (where: Surroundings) =>
  `rancher-catalog ${where.program}, ${where.server}, Node ${where.node}, Linux ${where.kernel}, ${where.cores} cores, ${where.memoryGib} GiB of memory.`;

const raisable: Readonly<Record<TimeCheck['of'], string>> = {
  gap: 'write gap',
  'median-gap': 'median write gap',
  'others-gap': 'write gap of other shards',
  recovery: 'recovery time',
  ioredis: 'ioredis',
};

/** The bounds of a drill, and the bound of a gap that was applied if it is another one. */
function boundsCell({ times }: DrillSummary, { bounds }: Drill): string {
  const raised = times.flatMap(({ of, boundMs, raisedFromMs }) =>
    raisedFromMs === undefined ? [] : [`${raisable[of]} limit raised to ${ms(boundMs)} ms`],
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

/** The marks before the words of a heading. */
const level = (heading: string) => heading.slice(0, heading.indexOf(' '));

/** The problems of each drill under a heading (`## Failures`); nothing if there are none. */
function chapter(
  heading: string,
  drills: readonly Pick<DrillSummary, 'id' | 'name' | 'problems'>[],
) {
  if (drills.length === 0) return [];
  const sections = drills.flatMap(({ id, name, problems }) => [
    '',
    `${level(heading)}# ${id} ${name}`,
    '',
    ...problems.map((line) => `- ${line}`),
  ]);
  return ['', heading, ...sections];
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

/** Each run of the drills that were slow. */
const slowRuns = (results: readonly DrillSummary[]) =>
  results.flatMap(({ id, name, runs, drawnRun }) =>
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

/** What a report is rendered with. */
export interface ReportOptions {
  /** The file of the picture of a drill, from that of the report. */
  readonly pictureOf: (result: DrillSummary) => string | undefined;
  /** Lines above the tables. @default none */
  readonly note?: readonly string[];
}

/** The table of a part: one row per drill, and what failed. */
function tableOf({ heading, drills, known }: ReportedDrills, { pictureOf }: ReportOptions) {
  const results = drills.map(({ result }) => result);
  const under = heading === '' ? '##' : '###';
  const rows = results.map((result) =>
    row(
      result,
      known.find(({ id }) => id === result.id),
      pictureOf(result),
    ),
  );
  return [
    ...(heading === '' ? [] : ['', `## ${heading}`]),
    '',
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows,
    ...chapter(
      `${under} Failures`,
      results.filter(({ pass }) => !pass),
    ),
    ...chapter(`${under} Slow drills, run again alone: the medians count`, slowRuns(results)),
  ];
}

/** Renders a report as Markdown: where each part ran, then its table. */
export function renderReport(parts: readonly ReportedDrills[], options: ReportOptions): string {
  const { note = [] } = options;
  return `${[
    '# Drill report',
    ...parts.flatMap((part) => [
      '',
      `${part.heading === '' ? '' : `${part.heading}: `}${summaryLine(part)}`,
      '',
      surroundingsLine(part.where),
    ]),
    '',
    ...definitions,
    '',
    'What each drill does and requires: [drills.md](drills.md).',
    ...(note.length === 0 ? [] : ['', ...note]),
    ...parts.flatMap((part) => tableOf(part, options)),
  ].join('\n')}\n`;
}
