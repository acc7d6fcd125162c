import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { Ack, ClientRecord, WriterRecord } from './client-record.ts';
import type { Measured } from './measure.ts';
import type { AnySnapshot, DrillEvent } from './rig.ts';

/** A label for a moment of the picture. */
export interface Mark {
  readonly atMs: number;
  readonly label: string;
}

/** One round: the steps of a drill, once. Times in milliseconds. */
export interface Round extends Measured {
  /** From the first fault until the cluster has recovered. */
  readonly fromMs: number;
  readonly toMs: number;
  /** From the last step until all invariants held. */
  readonly convergedMs: number;
  readonly masterBefore: string;
  readonly masterAfter: string;
}

/** The last round of an aborted drill, from its first fault to the end of the drill. */
export interface UnfinishedRound extends Measured {
  readonly fromMs: number;
  readonly toMs: number;
  readonly masterBefore: string;
}

/** An acknowledged write that the last master does not have. */
export interface LostWrite extends Ack {
  readonly writer: WriterRecord['name'];
}

/** Acknowledged writes that the last master does not have. */
export interface Losses {
  readonly lost: number;
  readonly lostWrites: readonly LostWrite[];
  /**
   * For how long after a cut they were acknowledged, without the gaps of the client, in milliseconds: 0 if none is
   * lost, Infinity if one was acknowledged before the first cut.
   */
  readonly lostForMs: number;
}

/** Everything that a drill observed. */
export interface Evidence extends Losses {
  readonly nodes: readonly NodeSpec[];
  readonly before: AnySnapshot;
  readonly after: AnySnapshot;
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
