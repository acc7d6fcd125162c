import type { LostWrite, Mark, Round, UnfinishedRound } from './evidence.ts';
import type { ClientRecord, Span } from './client-record.ts';
import type { DrillEvent } from './rig.ts';

/** A time that is compared with its bound, in milliseconds. */
export interface TimeCheck {
  readonly of: 'gap' | 'median-gap' | 'others-gap' | 'recovery' | 'ioredis';
  /** The start of a sentence that ends with the time. */
  readonly label: string;
  readonly valueMs: number;
  /** The bound that was applied. */
  readonly boundMs: number;
  /** The bound of the drill, if a higher one was applied because the machine was noisy. */
  readonly raisedFromMs?: number;
}

/** Gaps of at most two seconds before the first fault: the cluster did not cause them. */
export interface NoiseBefore {
  /** The longest gap of the probe. */
  readonly probeMs: number;
  /** The longest gap of the untouched server. @default undefined: there is none */
  readonly untouchedMs: number | undefined;
}

/** The result of a drill: its figures, and the series of its picture. Times in milliseconds. */
export interface DrillResult {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly runtime: 'process' | 'namespace' | 'docker';
  readonly pass: boolean;
  /** False if this machine could not run it. */
  readonly hasRun: boolean;
  /** What is wrong, as sentences; empty if it passed. */
  readonly problems: readonly string[];
  /** Whether it failed only by times over their bounds. */
  readonly isOnlySlow: boolean;
  /** Every bounded time. */
  readonly times: readonly TimeCheck[];
  /** The problems of each run, if it was repeated because it was only slow. @default one run */
  readonly runs?: readonly (readonly string[])[];
  /** Which run is drawn and has these rounds, from 1, if there were several. @default one run */
  readonly drawnRun?: number;
  /** The longest time without an acknowledged write of the probe, from the first fault to the end. */
  readonly gapMs: number;
  readonly medianGapMs: number;
  readonly ioredisGapMs: number;
  /** The longest gap of the untouched server after the first fault. @default undefined: there is none */
  readonly noiseMs: number | undefined;
  readonly noiseBefore: NoiseBefore;
  readonly lost: number;
  readonly staleReads: number;
  readonly twoMastersMs: number;
  readonly convergedMs: number;
  readonly rounds: readonly Round[];
  /** The round in which the drill was aborted. @default undefined: it was not, or not in a round */
  readonly unfinished: UnfinishedRound | undefined;
  readonly span: Span;
  readonly trace: Trace;
}

/** The series of the picture; not in report.json. */
export interface Trace {
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  /** When the master changed, and which node it was from then on. */
  readonly masters: readonly Mark[];
  readonly lostWrites: readonly LostWrite[];
  /** The name of each node at `host:port`. */
  readonly names: ReadonlyMap<string, string>;
}

/** The bound that was applied to a time; undefined if it has none. */
export function boundOf(
  { times }: Pick<DrillResult, 'times'>,
  of: TimeCheck['of'],
): TimeCheck | undefined {
  return times.find((time) => time.of === of);
}

/** All rounds of a drill, and the part of one in which it was aborted. */
export function allRounds({
  rounds,
  unfinished,
}: Pick<DrillResult, 'rounds' | 'unfinished'>): (Round | UnfinishedRound)[] {
  return unfinished ? [...rounds, unfinished] : [...rounds];
}
