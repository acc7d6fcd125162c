import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';

/** Settings of all drills of a call. */
export interface RunOptions {
  readonly entry: ClusterEntry;
  readonly answers: string | undefined;
  readonly rounds: number | undefined;
  readonly startScript: string | undefined;
  /** Image of the containers; undefined for processes. */
  readonly image: string | undefined;
  /** Absolute path of the folder for logs and data of failed drills; undefined to keep nothing. */
  readonly keepFailed: string | undefined;
  readonly signal: AbortSignal;
}
