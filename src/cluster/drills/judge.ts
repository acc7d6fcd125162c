import type { Bounds, Drill } from './drill.ts';
import type { Evidence, Mark, Round } from './evidence.ts';
import { invariants } from './invariants.ts';
import { median } from './measure.ts';
import { nothingSeen, type ClientRecord } from './client-record.ts';
import type { DrillResult, TimeCheck } from './drill-result.ts';
import type { DrillEvent } from './rig.ts';
import { noGapMs } from './timings.ts';

/** What is known of a drill when it has ended, however it ended. */
export interface DrillOutcome {
  /** Undefined if the drill was aborted. */
  readonly evidence: Evidence | undefined;
  readonly fault: string | undefined;
  readonly faults: readonly string[];
  readonly rounds: readonly Round[];
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly runtime: DrillResult['runtime'];
  /** The name of the node at `host:port`. */
  readonly nodeNameAt: (place: string) => string | undefined;
}

const ms = (value: number) => `${Math.round(value)} ms`;

type Figures = Pick<
  DrillResult,
  'gapMs' | 'medianGapMs' | 'ioredisGapMs' | 'lost' | 'staleReads' | 'twoMastersMs' | 'convergedMs'
>;

function figuresOf({ rounds, evidence, record }: DrillOutcome): Figures {
  const most = (of: (round: Round) => number) => Math.max(0, ...rounds.map(of));
  return {
    gapMs: most(({ gapMs }) => gapMs),
    medianGapMs: median(rounds.map(({ gapMs }) => gapMs)),
    ioredisGapMs: most(({ ioredisGapMs }) => ioredisGapMs),
    lost: evidence?.lost ?? 0,
    staleReads: record.staleReads.length,
    twoMastersMs: most(({ twoMastersMs }) => twoMastersMs),
    convergedMs: most(({ convergedMs }) => convergedMs),
  };
}

/**
 * A small gap counts against the cluster only if a server beside it without faults, on the same
 * cores, did not have a similar one. Larger bounds are far above any noise.
 */
function withNoise(bound: number | undefined, noiseMs: number): number | undefined {
  return bound === undefined || bound > noGapMs ? bound : Math.max(bound, 2 * noiseMs);
}

/** Every bounded time. */
function timesOf(bounds: Bounds, figures: Figures, rounds: readonly Round[]): TimeCheck[] {
  const noises = rounds.map(({ noiseMs }) => noiseMs);
  const mostNoise = Math.max(0, ...noises);
  const times: readonly (readonly [string, number, number | undefined])[] = [
    ['The longest write gap was', figures.gapMs, withNoise(bounds.gapMs, mostNoise)],
    [
      'The median write gap was',
      figures.medianGapMs,
      withNoise(bounds.medianGapMs, median(noises)),
    ],
    ['The recovery time was', figures.convergedMs, bounds.convergedMs],
    [
      'The gap of ioredis exceeded the gap of the probe by',
      median(rounds.map((round) => round.ioredisGapMs - round.gapMs)),
      bounds.ioredisExtraMs,
    ],
  ];
  return times.flatMap(([label, valueMs, boundMs]) =>
    boundMs === undefined ? [] : [{ label, valueMs, boundMs }],
  );
}

const overBound = (label: string, valueMs: number, boundMs: number) =>
  `${label} ${ms(valueMs)}, limit ${ms(boundMs)}`;

/** Each time over its bound, as a sentence. A machine that is short of cores can cause these. */
export function tooSlow(times: readonly TimeCheck[]): string[] {
  return times
    .filter(({ valueMs, boundMs }) => valueMs > boundMs)
    .map(({ label, valueMs, boundMs }) => overBound(label, valueMs, boundMs));
}

/** Lost writes, split-brain time and stale reads over their bounds, as sentences. */
function tooMuch(bounds: Bounds, figures: Figures, lostForMs: number): string[] {
  const problems: string[] = [];
  const check = (value: number, bound: number | undefined, label: string) => {
    if (bound !== undefined && value > bound) problems.push(overBound(label, value, bound));
  };
  check(figures.twoMastersMs, bounds.twoMastersMs, 'The split-brain time was');
  if (bounds.lostForMs === undefined) {
    if (figures.lost > bounds.lost)
      problems.push(`Lost writes: ${figures.lost}, limit ${bounds.lost}.`);
  } else check(lostForMs, bounds.lostForMs, 'Lost writes were acknowledged after a cut for');
  if (figures.staleReads > (bounds.staleReads ?? Infinity))
    problems.push(`Stale reads: ${figures.staleReads}, limit ${bounds.staleReads ?? 0}.`);
  return problems;
}

function mastersOf({ events, nodeNameAt }: DrillOutcome): Mark[] {
  const marks: Mark[] = [];
  for (const { channel, message, atMs } of events) {
    if (channel !== '+switch-master') continue;
    const [, , , host = '', port = ''] = message.split(' ');
    const name = nodeNameAt(`${host}:${port}`) ?? `${host}:${port}`;
    if (marks.at(-1)?.label !== name) marks.push({ atMs, label: name });
  }
  return marks;
}

function broken(drill: Drill, evidence: Evidence): string[] {
  return drill.invariants.flatMap((name) => {
    const { sentence, check } = invariants[name];
    const problem = check(evidence);
    return problem === undefined ? [] : [`Violated: “${sentence}” ${problem}.`];
  });
}

/** The result of a drill that this machine could not run. The cluster did not fail. */
export function notRunResult(
  drill: Drill,
  reason: string,
  runtime: DrillResult['runtime'],
): DrillResult {
  const whole = judge(drill, {
    evidence: undefined,
    fault: undefined,
    faults: [`Could not run: ${reason}`],
    rounds: [],
    marks: [],
    events: [],
    record: nothingSeen,
    beganMs: 0,
    endedMs: 0,
    runtime,
    nodeNameAt: () => undefined,
  });
  return { ...whole, hasRun: false };
}

/** Compares what was observed with what must hold. */
export function judge(drill: Drill, outcome: DrillOutcome): DrillResult {
  const { evidence, fault, faults, rounds } = outcome;
  const figures = figuresOf(outcome);
  const times = timesOf(drill.bounds, figures, rounds);
  const slow = tooSlow(times);
  const wrong = [
    ...(fault === undefined ? [] : [`Aborted: ${fault}.`]),
    ...faults.map((each) => `${each}.`),
    ...(evidence ? broken(drill, evidence) : []),
    ...tooMuch(drill.bounds, figures, evidence?.lostForMs ?? 0),
  ];
  const problems = [...wrong, ...slow];
  return {
    id: drill.id,
    name: drill.name,
    title: drill.title,
    runtime: outcome.runtime,
    pass: problems.length === 0,
    hasRun: true,
    problems,
    isOnlySlow: wrong.length === 0 && slow.length > 0,
    times,
    ...figures,
    rounds,
    span: { fromMs: outcome.beganMs, toMs: outcome.endedMs },
    trace: {
      marks: outcome.marks,
      events: outcome.events,
      record: outcome.record,
      masters: mastersOf(outcome),
    },
  };
}
