/** The times of the entry, by which drills are bounded; milliseconds. */
export interface Timings {
  readonly downAfterMs: number;
  readonly failoverTimeoutMs: number;
  readonly maxLagS: number;
}

/** Those that the entry has when nobody answers otherwise. */
export const defaultTimings: Timings = {
  downAfterMs: 2000,
  failoverTimeoutMs: 10_000,
  maxLagS: 3,
};

/** A gap that no client takes for an outage. */
export const noGapMs = 50;
