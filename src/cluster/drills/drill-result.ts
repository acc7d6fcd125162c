import type { Mark, Round } from './evidence.ts';
import type { ClientRecord, Span } from './client-record.ts';
import type { DrillEvent } from './rig.ts';

/** A time that is compared with its bound, in milliseconds. */
export interface TimeCheck {
  /** The beginning of a sentence that ends with the time. */
  readonly label: string;
  readonly valueMs: number;
  readonly boundMs: number;
}

/** What came of a drill: the figures, and what a picture of it is drawn from. */
export interface DrillResult {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly runtime: 'process' | 'namespace' | 'docker';
  readonly pass: boolean;
  /** False when the machine kept it from running; true otherwise. */
  readonly hasRun: boolean;
  /** What does not hold, as sentences; empty when it passed. */
  readonly problems: readonly string[];
  /** Failed, and by nothing but times over their bounds. */
  readonly isOnlySlow: boolean;
  /** Every time that has a bound. */
  readonly times: readonly TimeCheck[];
  /** Of a drill that was repeated because it was only slow: the problems of each run, in order. */
  readonly runs?: readonly (readonly string[])[];
  readonly gapMs: number;
  readonly medianGapMs: number;
  readonly ioredisGapMs: number;
  readonly lost: number;
  readonly staleReads: number;
  readonly twoMastersMs: number;
  readonly convergedMs: number;
  readonly rounds: readonly Round[];
  readonly span: Span;
  readonly trace: Trace;
}

/** Series for the picture; not part of report.json. */
export interface Trace {
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  /** Changes of master: when, and who it is from then on. */
  readonly masters: readonly Mark[];
}
