import type { Mark, Round } from './evidence.ts';
import type { ClientRecord, Span } from './client-record.ts';
import type { DrillEvent } from './rig.ts';

/** A time that is compared with its bound, in milliseconds. */
export interface TimeCheck {
  /** The start of a sentence that ends with the time. */
  readonly label: string;
  readonly valueMs: number;
  readonly boundMs: number;
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

/** The series of the picture; not in report.json. */
export interface Trace {
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  /** When the master changed, and which node it was from then on. */
  readonly masters: readonly Mark[];
}
