/** The times of the entry, which determine the bounds of drills. */
export interface Timings {
  readonly downAfterMs: number;
  readonly failoverTimeoutMs: number;
  readonly maxLagS: number;
  /** After this time without an answer, a node of a Redis Cluster is considered failed, in ms. */
  readonly nodeTimeoutMs: number;
  /** How long a client waits for a killed node, in ms; 0 if the connection is refused at once. */
  readonly deadAddressMs: number;
}

/** The times of the entry with default answers. */
export const defaultTimings: Timings = {
  downAfterMs: 2000,
  failoverTimeoutMs: 10_000,
  maxLagS: 3,
  nodeTimeoutMs: 2000,
  deadAddressMs: 0,
};

/**
 * The address of a container vanishes with it, so no host refuses a connection: a client waits for
 * its own `connectTimeout`, which is 500 ms in docs/clients.md.
 */
export const containerTimings: Timings = { ...defaultTimings, deadAddressMs: 500 };

/** A gap in ms that is not an outage to any client. */
export const noGapMs = 50;
