import type { Evidence } from './evidence.ts';

/** A sentence that must be true after a drill, and its check. */
export interface Invariant {
  readonly sentence: string;
  /** Returns the problem; undefined if the sentence is true. */
  readonly check: (evidence: Evidence) => string | undefined;
}
