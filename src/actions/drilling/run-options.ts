import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';

/** What all drills of a call share. */
export interface RunOptions {
  readonly entry: ClusterEntry;
  readonly answers: string | undefined;
  readonly rounds: number | undefined;
  readonly startScript: string | undefined;
  /** What containers are made of; processes when undefined. */
  readonly image: string | undefined;
  /** Absolute path of the folder that keeps what failed drills leave; nothing is kept when undefined. */
  readonly keepFailed: string | undefined;
  readonly signal: AbortSignal;
}
