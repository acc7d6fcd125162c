/** Times are milliseconds of one monotonic clock, the same for a whole drill. */
export interface Ack {
  readonly atMs: number;
  /** The number that was written. */
  readonly number: number;
  readonly tookMs: number;
}

/** What one writer saw. */
export interface WriterRecord {
  readonly name: 'probe' | 'ioredis' | 'sticky' | 'control';
  /** The set that holds its numbers. */
  readonly key: string;
  readonly acks: readonly Ack[];
  /** First words of errors → how often. */
  readonly errors: ReadonlyMap<string, number>;
}

/** A moment in which a node took a write of the watch. */
export interface NodeMoment {
  readonly node: string;
  readonly atMs: number;
}

/** What all clients of a drill saw. */
export interface ClientRecord {
  readonly writers: readonly WriterRecord[];
  readonly acceptedWrites: readonly NodeMoment[];
  /** Moments in which a node said that it is master. */
  readonly masterClaims: readonly NodeMoment[];
  /** Reads of a replica that lacked what was acknowledged a second before. */
  readonly staleReads: readonly number[];
  readonly reads: number;
  /** Of a server beside the cluster that nothing is done to: the noise of the machine. */
  readonly control: readonly Ack[];
  /** Times in which this program itself did not run: no fault of the cluster. */
  readonly stalls: readonly Span[];
}

/** Of clients that never began. */
export const nothingSeen: ClientRecord = {
  writers: [],
  acceptedWrites: [],
  masterClaims: [],
  staleReads: [],
  reads: 0,
  control: [],
  stalls: [],
};

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
