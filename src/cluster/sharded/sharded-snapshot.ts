import type { Endpoint } from '../endpoint.ts';
import type { DataView, Silent } from '../status/cluster-snapshot.ts';

/** Slots `from` to `to`, both included. */
export interface SlotRange {
  readonly from: number;
  readonly to: number;
}

/** A slot that is being moved, as one of its two nodes reports it. */
export interface OpenSlot {
  readonly slot: number;
  readonly direction: 'migrating' | 'importing';
  /** Id of the other node. */
  readonly peer: string;
}

/** A node of a Redis Cluster as one of them sees it: a line of CLUSTER NODES. */
export interface KnownNode {
  /** 40 hexadecimal digits, kept across restarts. */
  readonly id: string;
  /** The announced address; the host is empty while it is unknown. */
  readonly at: Endpoint;
  readonly role: 'master' | 'replica';
  /** `fail?` is the view of this node alone, `fail` that of a majority of the masters. */
  readonly flags: readonly string[];
  /** The id of its master; undefined for a master. */
  readonly masterId?: string;
  readonly configEpoch: number;
  /** Whether the link of the cluster bus is up. */
  readonly isConnected: boolean;
  readonly slots: readonly SlotRange[];
}

/** Settings that matter for a failover; undefined where CONFIG is not allowed. */
export interface ShardingConfig {
  readonly nodeTimeoutMs: number;
  /** Whether a slot without a master makes all nodes refuse all commands. */
  readonly needsFullCoverage: boolean;
  /** How long a replica can have been without its master to replace it: in node timeouts; 0 for any time. */
  readonly validityFactor: number;
}

/** One node's own view of a Redis Cluster. */
export interface ShardedNode extends DataView {
  /** The host that it is on, as the image of this program writes it down; undefined if it is unknown. */
  readonly hostId?: string;
  /** Whether the caller named it; others were discovered through their peers. */
  readonly isGiven: boolean;
  readonly id: string;
  /** Whether a replica had a link to its master since its start; without one, it is never elected. */
  readonly hadLink: boolean;
  /** CLUSTER INFO: whether it executes commands. */
  readonly isClusterOk: boolean;
  readonly currentEpoch: number;
  /** All that it knows, itself included. */
  readonly known: readonly KnownNode[];
  readonly openSlots: readonly OpenSlot[];
  readonly sharding: ShardingConfig | undefined;
}

/** A Redis Cluster at one moment, as its nodes reported it. */
export interface ShardedSnapshot {
  readonly dataNodes: readonly ShardedNode[];
  /** Given or discovered nodes that did not answer. */
  readonly silentDataNodes: readonly Silent[];
  /** The numbers of nodes that the caller requires. */
  readonly expected: { readonly masters?: number; readonly replicas?: number };
  /** Milliseconds since 1970, by the clock of the machine that read it. */
  readonly takenAtMs: number;
  /** How long the reading took. */
  readonly tookMs: number;
}

/** A snapshot of a Redis Cluster, or why no node provided one. */
export interface ShardedAnswer {
  /** Undefined if no node of a Redis Cluster answered. */
  readonly snapshot: ShardedSnapshot | undefined;
  readonly silent: readonly Silent[];
}

/** How many slots a Redis Cluster has. */
export const slotCount = 16_384;
