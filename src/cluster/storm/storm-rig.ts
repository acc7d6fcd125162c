import type { Ack, NodeMoment } from '../drills/client-record.ts';
import type { Inspection, Rig } from '../drills/rig.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';

/** How a writer of a storm decides that a write is safe. */
export type WriterKind =
  /** The reply of the server is enough. */
  | 'plain'
  /** Only a write that `WAIT 1` confirms counts as acknowledged. */
  | 'careful';

/** The acknowledged writes of one writer in a round. */
export interface StormWriter {
  readonly name: string;
  readonly kind: WriterKind;
  /** The set that holds its numbers. */
  readonly key: string;
  readonly acks: readonly Ack[];
  /** Kinds of errors, and how often each occurred. */
  readonly errors: ReadonlyMap<string, number>;
}

/** The ends of the append-only files of nodes, as they were when the nodes had been killed. */
export interface FileTails {
  /** The nodes whose file has this number of a writer. */
  holders(key: string, number: number): readonly string[];
}

/** Everything that a storm can do to a cluster, and see of it. */
export interface StormRig extends Pick<
  Rig,
  | 'runtime'
  | 'network'
  | 'signal'
  | 'now'
  | 'sleep'
  | 'nodes'
  | 'inspect'
  | 'ask'
  | 'events'
  | 'switchover'
  | 'missing'
> {
  inspect(): Promise<Inspection | undefined>;
  /** Starts the writers of a round, each with a set of its own. */
  startWriters(round: number): void;
  /** Ends them; nothing is written afterwards. */
  stopWriters(): Promise<void>;
  /** The results of the writers of this round; the lists keep growing. */
  writers(): readonly StormWriter[];
  /** When nodes accepted writes, since the start of the storm. */
  acceptedWrites(): readonly NodeMoment[];
  /** Reads the files of nodes that are not running. */
  readFiles(nodes: readonly NodeSpec[]): FileTails;
}
