import type { Endpoint } from '../endpoint.ts';

/** Why a node did not answer; `hangs`: it accepted the connection but did not reply. */
export type Trouble =
  | 'refused'
  | 'timeout'
  | 'hangs'
  | 'unresolved'
  | 'closed'
  | 'protocol'
  | 'tls'
  | 'password-missing'
  | 'password-wrong'
  | 'forbidden'
  | 'not-a-sentinel'
  | 'not-a-data-node'
  /** A data node that is not part of a Redis Cluster, where one was expected. */
  | 'not-in-cluster';

/** A node that did not answer. */
export interface Silent {
  readonly at: Endpoint;
  readonly trouble: Trouble;
  /** The reason as text, without secrets. */
  readonly reason: string;
}

/** How a sentinel reaches a node. Times in milliseconds before the reading. */
export interface Contact {
  /** Since the last valid reply to a ping. */
  readonly lastReplyMs: number;
  /** Since the oldest ping without a reply; 0 if each one was answered. */
  readonly unansweredMs: number;
  /** Since the sentinel marked the node as down (`s_down`); 0 if it does not. */
  readonly downMs: number;
  /** Since the node reports its current role; of a master also since the sentinel switched to it. */
  readonly sameRoleMs: number;
}

/** What a sentinel reports about another node. Times in milliseconds. */
export interface Peer extends Contact {
  readonly at: Endpoint;
  readonly runId: string;
  readonly flags: readonly string[];
  /** The master of a replica, as the replica reported it to the sentinel. */
  readonly masterAt?: Endpoint;
  readonly priority?: number;
  /** Of a replica: since its link to the master is down; 0 if it is up. */
  readonly linkDownMs: number;
}

/** One sentinel's own view. Times in milliseconds. */
export interface SentinelView {
  readonly at: Endpoint;
  /** Whether the caller named it; others were discovered through their peers. */
  readonly isGiven: boolean;
  /** Kept across restarts; peers identify sentinels by it. */
  readonly id: string;
  /** New with each start. */
  readonly processId: string;
  readonly version: string;
  readonly masterAt: Endpoint;
  readonly masterFlags: readonly string[];
  readonly masterContact: Contact;
  /** Since a quorum agrees that the master is down (`o_down`); 0 if it does not. */
  readonly agreedDownMs: number;
  readonly configEpoch: number;
  readonly currentEpoch: number;
  readonly failoverState: string;
  readonly quorum: number;
  readonly downAfterMs: number;
  readonly failoverTimeoutMs: number;
  /** The reply of SENTINEL CKQUORUM, also when it is an error. */
  readonly quorumReply: string;
  readonly isQuorumOk: boolean;
  readonly isInTilt: boolean;
  /** How long it is in tilt; undefined if it is not, or before Redis 7.0. */
  readonly tiltS?: number;
  readonly hasPassword: boolean;
  readonly replicas: readonly Peer[];
  readonly sentinels: readonly Peer[];
  /** Its configuration file; empty if it has none. */
  readonly configFile: string;
  readonly uptimeS: number;
}

/** A replica as its master sees it. */
export interface Follower {
  readonly at: Endpoint;
  readonly state: string;
  readonly offset: number;
  readonly lagS: number;
}

/** One data node's own view. */
export interface DataView {
  readonly at: Endpoint;
  readonly runId: string;
  readonly version: string;
  /** `valkey` or `redis`. */
  readonly server: string;
  readonly role: 'master' | 'replica';
  readonly isLoading: boolean;
  readonly uptimeS: number;
  readonly offset: number;
  /** The following fields are those of a replica. */
  readonly masterAt?: Endpoint;
  readonly isLinkUp?: boolean;
  readonly linkDownS?: number;
  readonly lastIoS?: number;
  readonly priority?: number;
  /** Its replicas; empty for a replica. */
  readonly followers: readonly Follower[];
  /**
   * The connections of replicas. Their addresses are not those where replicas listen, and a replica does not know
   * the age of its own connection: a partial resynchronization keeps the old one.
   */
  readonly replicaLinks: readonly { readonly from: string; readonly ageS: number }[];
  readonly memoryBytes: number;
  /** 0 without a limit. */
  readonly maxMemoryBytes: number;
  readonly policy: string;
  readonly appendOnly: boolean;
  readonly appendOnlyOk: boolean;
  /** Whether the last write to the append-only file succeeded. Otherwise a master rejects writes. */
  readonly appendWriteOk: boolean;
  readonly snapshotOk: boolean;
  /** Since its last successful snapshot; undefined if the clock of the server is unknown. */
  readonly lastSaveS?: number;
  /** Whether it followed another master before. */
  readonly wasReplica: boolean;
  /** Copies of its whole data that it sent since its start. */
  readonly fullCopies: number;
  /** From CONFIG GET; undefined if CONFIG is not allowed. */
  readonly config: DataConfig | undefined;
}

/** Settings that only CONFIG GET reports. Passwords are compared where they are read, and not kept. */
export interface DataConfig {
  readonly hasPassword: boolean;
  readonly hasMasterAuth: boolean;
  readonly isMasterAuthSame: boolean;
  readonly minReplicas: number;
  readonly maxLagS: number;
  readonly configFile: string;
  readonly saves: string;
  /** Whether a failed snapshot makes it reject writes. */
  readonly stopsOnFailedSave: boolean;
}

/** The state of a cluster at one moment, as its nodes reported it. */
export interface ClusterSnapshot {
  readonly masterName: string;
  readonly sentinels: readonly SentinelView[];
  readonly dataNodes: readonly DataView[];
  /** Given or discovered sentinels that did not answer. */
  readonly silentSentinels: readonly Silent[];
  readonly silentDataNodes: readonly Silent[];
  /** The numbers of nodes that the caller requires. */
  readonly expected: { readonly replicas?: number; readonly sentinels?: number };
  /** Milliseconds since 1970, by the clock of the machine that read it. */
  readonly takenAtMs: number;
  /** How long the reading took. */
  readonly tookMs: number;
}

/** A snapshot, or why the sentinels did not provide one. */
export interface SnapshotAnswer {
  /** The requested master. */
  readonly masterName: string;
  /** Undefined if no sentinel answered. */
  readonly snapshot: ClusterSnapshot | undefined;
  readonly silentSentinels: readonly Silent[];
  /** Names of the masters that the sentinels know, if none knows the requested one. */
  readonly knownMasters: readonly string[] | undefined;
}
