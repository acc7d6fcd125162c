/** The times of the entry, by which drills are bounded; milliseconds. */
export interface Timings {
  readonly downAfterMs: number;
  readonly failoverTimeoutMs: number;
  readonly maxLagS: number;
  /** How long a client waits at the address of a node that was killed; 0 where it is refused at once. */
  readonly deadAddressMs: number;
}

/** Those that the entry has when nobody answers otherwise. */
export const defaultTimings: Timings = {
  downAfterMs: 2000,
  failoverTimeoutMs: 10_000,
  maxLagS: 3,
  deadAddressMs: 0,
};

/**
 * With a container its address is gone, and nobody refuses a connection: a client waits for its own
 * `connectTimeout`, that of docs/clients.md.
 */
export const containerTimings: Timings = { ...defaultTimings, deadAddressMs: 500 };

/** A gap that no client takes for an outage. */
export const noGapMs = 50;
