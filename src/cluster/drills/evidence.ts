import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { ClientRecord } from './client-record.ts';
import type { DrillEvent } from './rig.ts';

/** A thing that the drill did, for the picture. */
export interface Mark {
  readonly atMs: number;
  readonly label: string;
}

/** One run of a drill's steps. */
export interface Round {
  /** The first fault, and when all was well again. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly gapMs: number;
  readonly ioredisGapMs: number;
  /** The longest gap of the server beside the cluster: what the machine itself does. */
  readonly noiseMs: number;
  readonly twoMastersMs: number;
  /** How long two nodes said that they are master, whether or not they took writes. */
  readonly twoClaimsMs: number;
  /** From the last act until all invariants held. */
  readonly convergedMs: number;
  readonly masterBefore: string;
  readonly masterAfter: string;
}

/** Acknowledged writes that the last master does not have. */
export interface Losses {
  readonly lost: number;
  /**
   * How long after a cut the last of them was acknowledged, in milliseconds: 0 when none is lost,
   * Infinity when one was acknowledged before anything was cut.
   */
  readonly lostForMs: number;
}

/** All that a drill saw. */
export interface Evidence extends Losses {
  readonly nodes: readonly NodeSpec[];
  readonly before: ClusterSnapshot;
  readonly after: ClusterSnapshot;
  readonly rounds: readonly Round[];
  readonly marks: readonly Mark[];
  readonly events: readonly DrillEvent[];
  readonly record: ClientRecord;
  /** Full copies that the last master has sent since it became one. */
  readonly fullCopies: number;
  /** Of nodes that were stopped. */
  readonly stops: readonly {
    readonly name: string;
    readonly code: number | undefined;
    readonly ms: number;
  }[];
  /** Nodes that ended without being asked to. */
  readonly ended: readonly string[];
  /** What runner found wrong, as sentences. */
  readonly faults: readonly string[];
}
