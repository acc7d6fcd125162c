import type { Endpoint } from '../endpoint.ts';
import type { StatusFinding } from '../rules/status-rule.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { Runtime } from '../sandbox/runtime.ts';
import type { ShardedSnapshot, SlotRange } from '../sharded/sharded-snapshot.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { ClientRecord } from './client-record.ts';

/** An event of a sentinel, or a change that a node of a Redis Cluster reports; times by the clock of the rig. */
export interface DrillEvent {
  readonly channel: string;
  readonly message: string;
  readonly from: Endpoint;
  readonly atMs: number;
}

/** The state of a cluster of either kind. */
export type AnySnapshot = ClusterSnapshot | ShardedSnapshot;

/** The state of the whole cluster at one moment. */
export interface Inspection<Snapshot extends AnySnapshot = ClusterSnapshot> extends MasterFacts {
  readonly snapshot: Snapshot;
  readonly errors: readonly StatusFinding[];
  /** Whether every sentinel, or every node of a Redis Cluster, knows every node, and considers none down. */
  readonly isComplete: boolean;
}

/** The master that takes the writes of the probe, as the nodes report it. */
export interface MasterFacts {
  /** Undefined if none does, or several do and the reports differ. */
  readonly master: Endpoint | undefined;
  /** The one that each sentinel, or each node of a Redis Cluster, reports. */
  readonly reported: readonly Endpoint[];
  /** Whether all replicas have the data of their masters. */
  readonly isInSync: boolean;
}

/** A master and its replicas: all data nodes, or a shard of a Redis Cluster. */
export interface ShardNodes {
  readonly master: NodeSpec;
  readonly replicas: readonly NodeSpec[];
  /** The keys that are here; all for a cluster with sentinels. */
  readonly slots?: readonly SlotRange[];
}

/** Faults that need a network of their own. */
export interface DrillNetwork {
  /** Drops packets between the two groups, both ways. @default from: all other nodes */
  cut(some: readonly NodeSpec[], from: readonly NodeSpec[] | undefined): Promise<void>;
  heal(): Promise<void>;
  /** Sets what the name server replies: `gone` is NXDOMAIN for these nodes, `silent` no reply at all. */
  setNames(mode: 'answer' | 'gone' | 'silent', nodes: readonly NodeSpec[]): void;
  /** Assigns a new address to every node; all must be stopped. */
  move(): Promise<void>;
  setDisk(node: NodeSpec, isWritable: boolean): Promise<void>;
  /** Sets the offset of a node's clock. */
  stepClock(node: NodeSpec, seconds: number): Promise<void>;
}

/** Everything that a drill can do to a cluster, and see of it. */
export interface Rig {
  readonly runtime: Runtime;
  readonly signal: AbortSignal;
  now(): number;
  sleep(ms: number): Promise<void>;
  nodes(): readonly NodeSpec[];
  /** Sends a command to one node. Throws an error reply; a reply is text, or a list of replies. */
  ask(node: NodeSpec, command: readonly string[]): Promise<RigReply>;
  inspect(): Promise<Inspection<AnySnapshot> | undefined>;
  /** The shards, that of this master first. Throws if the cluster does not report them. */
  shards(master: NodeSpec): Promise<readonly ShardNodes[]>;
  readonly events: readonly DrillEvent[];
  startClients(): Promise<void> | void;
  stopClients(): Promise<void>;
  record(): ClientRecord;
  /** Sets the node that the writer without Sentinel uses. */
  stickTo(at: Endpoint): void;
  /** Runs the switchover of this program. Returns why it failed, or undefined. @default to: the best replica */
  switchover(to?: Endpoint): Promise<string | undefined>;
  /** Connects a new client. Returns its error message, or undefined if it connected. */
  newClient(withinMs: number): Promise<string | undefined>;
  /** Writes this much to the master, in separate keys. */
  fill(mebibytes: number): Promise<void>;
  /** The numbers of a writer that a node does not have. */
  missing(node: NodeSpec, key: string, numbers: readonly number[]): Promise<readonly number[]>;
  scale(replicas: number, sentinels: number): Promise<void>;
  /** Starts more nodes of a Redis Cluster. */
  scaleNodes(nodes: number): Promise<void>;
  rotatePasswords(): Promise<readonly string[]>;
  /** Moves the cluster to new nodes. Names its steps, and returns a message for each problem. */
  replaceNodes(mark: (label: string) => void): Promise<readonly string[]>;
  /** Starts new clusters; returns a message for each one that went wrong. */
  coldStarts(times: number): Promise<readonly string[]>;
  readonly network: DrillNetwork | undefined;
}

export type RigReply = string | readonly RigReply[];
