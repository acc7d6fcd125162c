/** An acknowledged write. Times are milliseconds of a monotonic clock, the same for a whole drill. */
export interface Ack {
  readonly atMs: number;
  /** The number that was written. */
  readonly number: number;
  readonly tookMs: number;
}

/** The results of one writer. */
export interface WriterRecord {
  readonly name:
    | 'probe'
    | 'ioredis'
    | 'sticky'
    | 'control'
    | `shard-${number}`
    | `plain-${number}`
    | `careful-${number}`;
  /** The set that holds its numbers. */
  readonly key: string;
  readonly acks: readonly Ack[];
  /** Kinds of errors, and how often each occurred. */
  readonly errors: ReadonlyMap<string, number>;
}

/** When a node accepted a write, or reported that it is master. */
export interface NodeMoment {
  readonly node: string;
  readonly atMs: number;
}

/** The results of all clients of a drill. */
export interface ClientRecord {
  readonly writers: readonly WriterRecord[];
  readonly acceptedWrites: readonly NodeMoment[];
  /** When nodes reported that they are master. */
  readonly masterClaims: readonly NodeMoment[];
  /** When reads of a replica lacked a write that was acknowledged a second earlier. */
  readonly staleReads: readonly number[];
  readonly reads: number;
  /** Writes to a server beside the cluster without faults: the noise of the machine. */
  readonly control: readonly Ack[];
}

/** The results of clients that did not start. */
export const nothingSeen: ClientRecord = {
  writers: [],
  acceptedWrites: [],
  masterClaims: [],
  staleReads: [],
  reads: 0,
  control: [],
};

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
