import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { ClientRecord } from './client-record.ts';
import type { DrillEvent } from './rig.ts';

/** A label for a moment of the picture. */
export interface Mark {
  readonly atMs: number;
  readonly label: string;
}

/** One round: the steps of a drill, once. Times in milliseconds. */
export interface Round {
  /** From the first fault until the cluster has recovered. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly gapMs: number;
  readonly ioredisGapMs: number;
  /** The longest gap of the server beside the cluster: the noise of the machine. */
  readonly noiseMs: number;
  readonly twoMastersMs: number;
  /** How long two nodes reported that they are master, whether or not they accepted writes. */
  readonly twoClaimsMs: number;
  /** From the last step until all invariants held. */
  readonly convergedMs: number;
  readonly masterBefore: string;
  readonly masterAfter: string;
}

/** Acknowledged writes that the last master does not have. */
export interface Losses {
  readonly lost: number;
  /**
   * How long after a cut the last of them was acknowledged, in milliseconds: 0 if none is lost,
   * Infinity if one was acknowledged before the first cut.
   */
  readonly lostForMs: number;
}

/** Everything that a drill observed. */
export interface Evidence extends Losses {
  readonly nodes: readonly NodeSpec[];
  readonly before: ClusterSnapshot;
  readonly after: ClusterSnapshot;
  readonly rounds: readonly Round[];
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  /** Full copies that the last master sent. */
  readonly fullCopies: number;
  /** How stopped nodes ended. */
  readonly stops: readonly {
    readonly name: string;
    readonly code: number | undefined;
    readonly ms: number;
  }[];
  /** Names of nodes that ended by themselves. */
  readonly ended: readonly string[];
  /** Problems that steps found, as sentences. */
  readonly faults: readonly string[];
}
