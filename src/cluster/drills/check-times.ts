import type { ClientRecord } from './client-record.ts';
import type { TimeCheck } from './drill-result.ts';
import type { Bounds } from './drill.ts';
import type { UnfinishedRound } from './evidence.ts';
import { longestGap, median } from './measure.ts';
import { noGapMs } from './timings.ts';

/** What the times of a drill are taken from. */
interface Timed {
  readonly rounds: readonly UnfinishedRound[];
  readonly record: ClientRecord;
  readonly gapMs: number;
  readonly medianGapMs: number;
  readonly convergedMs: number;
}

/**
 * The bound to apply to a gap. What a server without faults, on the same cores, waited meanwhile does not count against
 * the cluster: a bound of 50 ms is raised to twice the longest gap of that server, and a greater one by as much.
 */
export function withNoise(
  boundMs: number,
  noiseMs: number,
): Pick<TimeCheck, 'boundMs' | 'raisedFromMs'> {
  const raised = boundMs + Math.max(0, 2 * noiseMs - noGapMs);
  return raised === boundMs ? { boundMs } : { boundMs: raised, raisedFromMs: boundMs };
}

/** The longest time without a write to a shard that the fault did not hit. */
const othersGapMs = ({ record, rounds }: Timed) =>
  Math.max(
    0,
    ...record.writers
      .filter(({ name }) => name.startsWith('shard-'))
      .flatMap(({ acks }) => rounds.map((round) => longestGap(acks, round).ms)),
  );

const extraMs = ({ rounds }: Timed) =>
  median(rounds.map((round) => round.ioredisGapMs - round.gapMs));

/** Every bounded time. */
export function checkTimes(bounds: Bounds, timed: Timed): TimeCheck[] {
  const noises = timed.rounds.map(({ noiseMs }) => noiseMs);
  const most = Math.max(0, ...noises);
  const times: readonly (readonly [
    of: TimeCheck['of'],
    label: string,
    valueMs: number,
    boundMs: number | undefined,
    noiseMs: number,
  ])[] = [
    ['gap', 'The longest write gap was', timed.gapMs, bounds.gapMs, most],
    [
      'median-gap',
      'The median write gap was',
      timed.medianGapMs,
      bounds.medianGapMs,
      median(noises),
    ],
    [
      'others-gap',
      'The longest write gap of another shard was',
      othersGapMs(timed),
      bounds.othersGapMs,
      most,
    ],
    ['recovery', 'The recovery time was', timed.convergedMs, bounds.convergedMs, 0],
    [
      'ioredis',
      'The gap of ioredis exceeded the gap of the probe by',
      extraMs(timed),
      bounds.ioredisExtraMs,
      0,
    ],
  ];
  return times.flatMap(([of, label, valueMs, boundMs, noiseMs]) =>
    boundMs === undefined ? [] : [{ of, label, valueMs, ...withNoise(boundMs, noiseMs) }],
  );
}

/** Each time over its bound, as a sentence. A machine that is short of cores can cause these. */
export function tooSlow(times: readonly TimeCheck[]): string[] {
  return times
    .filter(({ valueMs, boundMs }) => valueMs > boundMs)
    .map(
      ({ label, valueMs, boundMs }) =>
        `${label} ${Math.round(valueMs)} ms, limit ${Math.round(boundMs)} ms`,
    );
}
