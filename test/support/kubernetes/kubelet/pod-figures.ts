import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The section of docs/drill-report/pods.md that a drill is in. */
export type PodGroup = 'planned' | 'faults' | 'starts' | 'shards';

/** What one run of a drill measured. Times in ms. */
export interface PodRun {
  /** Acknowledged writes. @default no client writes */
  readonly writes?: number;
  /** Those that the last master does not have. */
  readonly lost?: number;
  /** The longest time without an acknowledged write. @default the drill has a time without a master on purpose */
  readonly gapMs?: number;
  /** The same, of a client of a server that nothing happens to: the noise of the machine. */
  readonly noiseMs?: number;
  /** From the start of the first pod until all are Ready and agree on the master. @default it is not measured */
  readonly startedMs?: number;
}

/** The greatest times that a drill allows, in ms. No acknowledged write may be lost. */
export interface PodBounds {
  /** Is raised by the noise of the machine. */
  readonly gapMs?: number;
  readonly startedMs?: number;
}

/** A drill and what its runs measured: a line of `build/test/pods.jsonl`. */
export interface PodResult {
  readonly group: PodGroup;
  readonly name: string;
  /** What happens, as a clause. */
  readonly title: string;
  readonly bounds: PodBounds;
  /** One; three if the first was slower than its bound, and the median counts. */
  readonly runs: readonly PodRun[];
}

const figuresFile = join(import.meta.dirname, '../../../../build/test/pods.jsonl');

/** Prints what a run measured. */
export function printRun(name: string, run: PodRun): void {
  const text = Object.entries(run).map(
    ([key, value]) => `${key} ${typeof value === 'number' ? Math.round(value) : value}`,
  );
  process.stderr.write(`${name}: ${text.join(', ')}\n`);
}

/** Keeps what a drill measured for the page of figures. */
export function keepResult(result: PodResult): void {
  mkdirSync(join(figuresFile, '..'), { recursive: true });
  appendFileSync(figuresFile, `${JSON.stringify(result)}\n`);
}
