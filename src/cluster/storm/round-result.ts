import type { Problem } from './judge-round.ts';
import type { PromiseName } from './promises.ts';
import type { FaultName } from './storm-fault.ts';

/** A fault of a round, as it happened. Times in milliseconds after the first fault. */
export interface ResultFault {
  readonly name: FaultName;
  /** `redis-1 (master)` */
  readonly nodes: readonly string[];
  /** Nodes that lost their volume. */
  readonly emptied: readonly string[];
  readonly promise: PromiseName;
  readonly atMs: number;
  readonly lastsMs: number;
}

/** The result of a round. Times in milliseconds. */
export interface RoundResult {
  readonly seed: number;
  readonly round: number;
  readonly faults: readonly ResultFault[];
  /** The row of the table of promises, for plain writers. */
  readonly promise: PromiseName;
  readonly pass: boolean;
  /** What is broken. */
  readonly problems: readonly Problem[];
  /** The longest time without an acknowledged write of the first plain writer, after the first fault. */
  readonly gapMs: number;
  /** From when every node had been started, continued and connected until the cluster was healthy. */
  readonly recoveryMs: number;
  readonly twoMastersMs: number;
  readonly acknowledged: { readonly plain: number; readonly careful: number };
  readonly lost: { readonly plain: number; readonly careful: number };
  /** The most that one plain writer lost. */
  readonly mostPerClient: number;
  /** How often a node ended by itself and was started again, as a container engine does. */
  readonly restarts: number;
  /** Whether lost writes were counted; if not, the next round needs a new cluster. */
  readonly isCounted: boolean;
  readonly tookMs: number;
  /** Folder with the logs and data of a failed round. @default nothing was kept */
  readonly keptIn?: string;
}
