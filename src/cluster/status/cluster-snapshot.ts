import type { Endpoint } from '../endpoint.ts';

/** Why a node could not be asked; `hangs` connected and then said nothing in time. */
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
  | 'not-a-data-node';

/** A node that gave no view of itself. */
export interface Silent {
  readonly at: Endpoint;
  readonly trouble: Trouble;
  /** For people, without secrets. */
  readonly reason: string;
}

/** What a sentinel says of another node. Times in milliseconds. */
export interface Peer {
  readonly at: Endpoint;
  readonly runId: string;
  readonly flags: readonly string[];
  /** Replicas only: as the replica itself told the sentinel. */
  readonly masterAt?: Endpoint;
  readonly priority?: number;
  readonly downMs: number;
}

/** One sentinel's own view. Times in milliseconds. */
export interface SentinelView {
  readonly at: Endpoint;
  /** Whether the caller named it; others were found through its peers. */
  readonly isGiven: boolean;
  /** Kept across restarts; peers count sentinels by it. */
  readonly id: string;
  /** New with each start. */
  readonly processId: string;
  readonly version: string;
  readonly masterAt: Endpoint;
  readonly masterFlags: readonly string[];
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
  readonly hasPassword: boolean;
  readonly replicas: readonly Peer[];
  readonly sentinels: readonly Peer[];
  /** The file it keeps its memory in; empty when there is none. */
  readonly configFile: string;
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
  readonly offset: number;
  /** Of a replica. */
  readonly masterAt?: Endpoint;
  readonly isLinkUp?: boolean;
  readonly linkDownS?: number;
  readonly lastIoS?: number;
  readonly priority?: number;
  /** Of a master. */
  readonly followers: readonly Follower[];
  readonly memoryBytes: number;
  /** 0 when there is no limit. */
  readonly maxMemoryBytes: number;
  readonly policy: string;
  readonly appendOnly: boolean;
  readonly appendOnlyOk: boolean;
  readonly snapshotOk: boolean;
  /** Of CONFIG GET; undefined where CONFIG is not allowed. */
  readonly config: DataConfig | undefined;
}

/** Settings that only CONFIG GET tells. Passwords stay where they were read. */
export interface DataConfig {
  readonly hasPassword: boolean;
  readonly hasMasterAuth: boolean;
  readonly isMasterAuthSame: boolean;
  readonly minReplicas: number;
  readonly maxLagS: number;
  readonly configFile: string;
  readonly saves: string;
}

/** A cluster at one moment: all that its nodes said when they were asked side by side. */
export interface ClusterSnapshot {
  readonly masterName: string;
  readonly sentinels: readonly SentinelView[];
  readonly dataNodes: readonly DataView[];
  /** Sentinels that were named or found, and could not be asked. */
  readonly silentSentinels: readonly Silent[];
  readonly silentDataNodes: readonly Silent[];
  /** What the caller said there should be. */
  readonly expected: { readonly replicas?: number; readonly sentinels?: number };
  /** How long the asking took. */
  readonly tookMs: number;
}
