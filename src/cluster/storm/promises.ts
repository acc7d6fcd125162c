import { defaultTimings } from '../drills/timings.ts';

/** What can be lost, by who wrote and what happened. */
export type PromiseName =
  | 'careful'
  | 'planned'
  | 'all-killed'
  | 'master-killed'
  | 'live-failover'
  | 'cut-off'
  | 'no-replica';

/** What a promise allows to be lost in one round. */
export interface Allowance {
  /** Lost writes of each client, whenever they were acknowledged. */
  readonly perClient: number;
  /** Writes acknowledged at most this long before the fault, in ms. @default none */
  readonly beforeMs?: number;
  /** Writes acknowledged at most this long after the fault, and before its end if that is known, in ms. @default none */
  readonly afterMs?: number;
  /** Whether none of the lost writes can be in the file of a node that kept its volume. @default false */
  readonly onlyUnwritten?: boolean;
}

/** A row of the table of promises. */
export interface StormPromise {
  readonly writer: 'careful (`WAIT 1`)' | 'plain';
  readonly fault: string;
  readonly lost: string;
  readonly allowed: Allowance;
  /** The largest share of its faults that can lose a write; checked from `leastFaults` faults on. @default 1 */
  readonly share?: number;
}

/** With fewer faults than these, a share means nothing. */
export const leastFaults = 50;

/**
 * How long an isolated master acknowledges writes, in ms: until it has no replica, or considers itself
 * fenced. The drill master-cut-off has the same bound.
 */
export const fenceMs = Math.min(defaultTimings.downAfterMs, defaultTimings.maxLagS * 1000);

/** Redis postpones the write to its file for up to two seconds while an fsync runs (aof.c). */
const unwrittenMs = 2000;
const unwritten = `acknowledged in the last ${unwrittenMs / 1000} s`;

/** What a cluster promises, one row each; from the strictest for a plain writer to the most permissive. */
export const promises: Readonly<Record<PromiseName, StormPromise>> = {
  careful: {
    writer: 'careful (`WAIT 1`)',
    fault: 'any single fault, any two faults that leave one node holding the data',
    lost: '0',
    allowed: { perClient: 0 },
  },
  planned: {
    writer: 'plain',
    fault:
      'planned stop, switchover, upgrade, replica or sentinel faults, clean stop of everything with any one volume lost',
    lost: '0',
    allowed: { perClient: 0 },
  },
  'master-killed': {
    writer: 'plain',
    fault: 'master killed, back at any time or never, with or without its volume',
    lost: '≤ 1 write a client, in ≤ 2 % of kills',
    allowed: { perClient: 1 },
    share: 0.02,
  },
  'live-failover': {
    writer: 'plain',
    fault: 'failover of a master that is alive (frozen, stuttering, starved)',
    lost: '≤ 1 write a client: what was in flight when it was fenced',
    allowed: { perClient: 1 },
  },
  'cut-off': {
    writer: 'plain',
    fault: 'master cut off',
    lost: `only what was acknowledged within ${fenceMs / 1000} s of the cut, until it was fenced`,
    allowed: { perClient: 1, afterMs: fenceMs },
  },
  'all-killed': {
    writer: 'plain',
    fault: 'everything killed at once, any one volume lost',
    lost: `only what no remaining node had in its file, ${unwritten}`,
    allowed: { perClient: 0, beforeMs: unwrittenMs, onlyUnwritten: true },
  },
  'no-replica': {
    writer: 'plain',
    fault: 'master and all its replicas stopped, killed, frozen or cut off at the same time',
    lost: `only what was acknowledged while no replica received it; \`min_replicas_to_write\` of 1 or more limits this to ${fenceMs / 1000} s`,
    allowed: { perClient: 0, afterMs: Infinity },
  },
};

export const promiseNames = Object.keys(promises) as PromiseName[];
