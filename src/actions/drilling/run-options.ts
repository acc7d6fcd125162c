import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';

/** Settings of all drills of a call. */
export interface RunOptions {
  readonly entry: ClusterEntry;
  /** Path of the answers file of the entry; undefined for the example. */
  readonly answers: string | undefined;
  /** How often the steps of each drill run, 1 to 1000; undefined for the rounds of the drill. */
  readonly rounds: number | undefined;
  /** Path of the start script of the image under test; undefined for the one in this package. */
  readonly startScript: string | undefined;
  /** Image of the containers; undefined for processes. */
  readonly image: string | undefined;
  /** Absolute path of the folder for logs and data of failed drills; undefined to keep nothing. */
  readonly keepFailed: string | undefined;
  readonly signal: AbortSignal;
}
