import { checkTimes, tooSlow } from './check-times.ts';
import type { Bounds, Drill } from './drill.ts';
import type { Evidence, Mark, Round, UnfinishedRound } from './evidence.ts';
import { invariants } from './invariants.ts';
import { acksOf, gapsBefore, lengthOfLongest, median } from './measure.ts';
import { formatEndpoint } from '../endpoint.ts';
import { nothingSeen, type Ack, type ClientRecord } from './client-record.ts';
import { allRounds, type DrillResult } from './drill-result.ts';
import type { DrillEvent } from './rig.ts';

/** What is known of a drill when it has ended, however it ended. */
export interface DrillOutcome {
  /** Undefined if the drill was aborted. */
  readonly evidence: Evidence | undefined;
  readonly fault: string | undefined;
  readonly faults: readonly string[];
  readonly rounds: readonly Round[];
  /** The round in which the drill was aborted. */
  readonly unfinished: UnfinishedRound | undefined;
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly runtime: DrillResult['runtime'];
  /** The name of the node at `host:port`. */
  readonly names: ReadonlyMap<string, string>;
}

const ms = (value: number) => `${Math.round(value)} ms`;

type Figures = Pick<
  DrillResult,
  | 'gapMs'
  | 'medianGapMs'
  | 'ioredisGapMs'
  | 'noiseMs'
  | 'noiseBefore'
  | 'lost'
  | 'staleReads'
  | 'twoMastersMs'
  | 'convergedMs'
>;

function figuresOf(outcome: DrillOutcome): Figures {
  const { evidence, record } = outcome;
  const all = allRounds(outcome);
  const most = (of: (round: UnfinishedRound) => number) => Math.max(0, ...all.map(of));
  const hasControl = record.control.length > 0;
  const firstFaultMs = all[0]?.fromMs ?? outcome.endedMs;
  const before = (acks: readonly Ack[]) => lengthOfLongest(gapsBefore(acks, firstFaultMs));
  return {
    gapMs: most(({ gapMs }) => gapMs),
    medianGapMs: median(all.map(({ gapMs }) => gapMs)),
    ioredisGapMs: most(({ ioredisGapMs }) => ioredisGapMs),
    noiseMs: hasControl ? most(({ noiseMs }) => noiseMs) : undefined,
    noiseBefore: {
      probeMs: before(acksOf(record, 'probe')),
      untouchedMs: hasControl ? before(record.control) : undefined,
    },
    lost: evidence?.lost ?? 0,
    staleReads: record.staleReads.length,
    twoMastersMs: most(({ twoMastersMs }) => twoMastersMs),
    convergedMs: Math.max(0, ...outcome.rounds.map(({ convergedMs }) => convergedMs)),
  };
}

/** Lost writes, split-brain time and stale reads over their bounds, as sentences. */
function tooMuch(bounds: Bounds, figures: Figures, lostForMs: number): string[] {
  const problems: string[] = [];
  const { twoMastersMs, lost } = figures;
  if (bounds.twoMastersMs !== undefined && twoMastersMs > bounds.twoMastersMs)
    problems.push(`The split-brain time was ${ms(twoMastersMs)}, limit ${ms(bounds.twoMastersMs)}`);
  if (bounds.lostForMs === undefined) {
    if (lost > bounds.lost) problems.push(`Lost writes: ${lost}, limit ${bounds.lost}.`);
  } else if (lostForMs === Infinity)
    problems.push('Lost writes were acknowledged before the first cut.');
  else if (lostForMs > bounds.lostForMs)
    problems.push(
      `Lost writes were acknowledged after a cut for ${ms(lostForMs)}, limit ${ms(bounds.lostForMs)}`,
    );
  if (figures.staleReads > (bounds.staleReads ?? Infinity))
    problems.push(`Stale reads: ${figures.staleReads}, limit ${bounds.staleReads ?? 0}.`);
  return problems;
}

function mastersOf({ events, names }: DrillOutcome): Mark[] {
  const marks: Mark[] = [];
  for (const { channel, message, atMs } of events) {
    // Of a Redis Cluster, only the shard of the probe, which has slot 0, is drawn.
    if (channel !== '+switch-master' || /^slots-[1-9]/.test(message)) continue;
    const [, , , host = '', port = ''] = message.split(' ');
    const name = names.get(formatEndpoint({ host, port: Number(port) })) ?? `${host}:${port}`;
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
    unfinished: undefined,
    marks: [],
    events: [],
    record: nothingSeen,
    beganMs: 0,
    endedMs: 0,
    runtime,
    names: new Map(),
  });
  return { ...whole, hasRun: false };
}

/** Compares what was observed with what must hold. */
export function judge(drill: Drill, outcome: DrillOutcome): DrillResult {
  const { evidence, fault, faults, rounds } = outcome;
  const figures = figuresOf(outcome);
  const { record } = outcome;
  const times = checkTimes(drill.bounds, { ...figures, record, rounds: allRounds(outcome) });
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
    unfinished: outcome.unfinished,
    span: { fromMs: outcome.beganMs, toMs: outcome.endedMs },
    trace: {
      marks: outcome.marks,
      events: outcome.events,
      record: outcome.record,
      masters: mastersOf(outcome),
      lostWrites: evidence?.lostWrites ?? [],
      names: outcome.names,
    },
  };
}
