import type { Endpoint } from '../endpoint.ts';
import type { StatusFinding } from '../rules/status-rule.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { Runtime } from '../sandbox/runtime.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { ClientRecord } from './client-record.ts';

/** What a sentinel said, when; times by the rig's clock. */
export interface DrillEvent {
  readonly channel: string;
  readonly message: string;
  readonly from: Endpoint;
  readonly atMs: number;
}

/** A look at the whole cluster. */
export interface Inspection {
  readonly snapshot: ClusterSnapshot;
  readonly errors: readonly StatusFinding[];
  /** Whether every sentinel knows every node, and takes none for down. */
  readonly isComplete: boolean;
}

/** Faults that need a network of the drill's own. */
export interface DrillNetwork {
  /** Packets between the two groups vanish, both ways; without the second, between these and all others. */
  cut(some: readonly NodeSpec[], from: readonly NodeSpec[] | undefined): Promise<void>;
  heal(): Promise<void>;
  /** What the name server does: `gone` answers that there is no such name, `silent` nothing at all. */
  setNames(mode: 'answer' | 'gone' | 'silent', nodes: readonly NodeSpec[]): void;
  /** Gives every node a new address; all must be stopped. */
  move(): Promise<void>;
  setDisk(node: NodeSpec, isWritable: boolean): Promise<void>;
  /** Moves the clock that a node sees. */
  stepClock(node: NodeSpec, seconds: number): Promise<void>;
}

/** All that the engine may do to a cluster, and see of it. */
export interface Rig {
  readonly runtime: Runtime;
  readonly signal: AbortSignal;
  now(): number;
  sleep(ms: number): Promise<void>;
  nodes(): readonly NodeSpec[];
  /** A command to one node; errors are thrown. Lists come as lists, all else as text. */
  ask(node: NodeSpec, command: readonly string[]): Promise<RigReply>;
  inspect(): Promise<Inspection | undefined>;
  readonly events: readonly DrillEvent[];
  startClients(): void;
  stopClients(): Promise<void>;
  record(): ClientRecord;
  /** Where the writer without Sentinel goes. */
  stickTo(at: Endpoint): void;
  /** By this program's own switchover; the words of what kept it from being one, else undefined. */
  switchover(): Promise<string | undefined>;
  /** Builds a client anew; the words of its error, or undefined when it could connect. */
  newClient(withinMs: number): Promise<string | undefined>;
  /** Writes so much into the master, in keys of its own. */
  fill(mebibytes: number): Promise<void>;
  /** Numbers of a writer that a node does not have. */
  missing(node: NodeSpec, key: string, numbers: readonly number[]): Promise<readonly number[]>;
  scale(replicas: number, sentinels: number): Promise<void>;
  rotatePasswords(): Promise<readonly string[]>;
  /** Starts whole clusters from nothing; what was wrong with each that was not as it should be. */
  coldStarts(times: number): Promise<readonly string[]>;
  readonly network: DrillNetwork | undefined;
}

export type RigReply = string | readonly RigReply[];
