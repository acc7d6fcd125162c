import type { ClusterKind, Environment } from '../sandbox/node-spec.ts';
import type { InvariantName } from './invariants.ts';

/** The nodes of a step. Resolved when the step starts, except those that a round fixes. */
export type Selector =
  /** The current master. */
  | 'master'
  /** The master at the start of the round. */
  | 'old-master'
  /** The first and the second replica at the start of the round. */
  | 'replica'
  | 'second-replica'
  | 'replicas'
  /** Of a Redis Cluster: the shard of the probe; and the masters of the first shards, half of all or more. */
  | 'shard'
  | 'majority'
  /** The replica that the sentinels did not select. */
  | 'passed-over'
  /** The first sentinel, and the first two. */
  | 'sentinel'
  | 'two-sentinels'
  | 'sentinels'
  /** The sentinel that leads the failover. */
  | 'leader'
  | 'data'
  | 'all';

/** What a step can wait for. */
export type Condition =
  | 'healthy'
  | 'new-master'
  | 'writes'
  | 'refused'
  | 'selected'
  | 'promotion-asked'
  | 'sentinel-ended';

/** A separate type for each kind, so that a kind selects its step. */
type On<A extends string> = A extends string ? { readonly kind: A; readonly who: Selector } : never;

/** One step of a drill. Times in milliseconds. */
export type Step =
  | On<'kill' | 'start' | 'stop' | 'shutdown' | 'freeze' | 'thaw' | 'empty' | 'restart-each'>
  | On<'block-disk' | 'unblock-disk' | 'expect-master'>
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'until'; readonly what: Condition; readonly withinMs: number }
  /** A failover within this time is a problem. */
  | { readonly kind: 'watch-no-failover'; readonly ms: number }
  | { readonly kind: 'command'; readonly who: Selector; readonly command: readonly string[] }
  | { readonly kind: 'expect-quorum'; readonly matches: RegExp }
  /** Later steps do not count events that have happened so far. */
  | { readonly kind: 'forget-events' }
  | { readonly kind: 'switchover' }
  | { readonly kind: 'new-client'; readonly failsWithinMs: number }
  | { readonly kind: 'fill'; readonly mebibytes: number }
  /** Packets between these and `from` are dropped. @default from: all other nodes */
  | {
      readonly kind: 'cut';
      readonly some: readonly Selector[];
      readonly from?: readonly Selector[];
    }
  | { readonly kind: 'heal' }
  | {
      readonly kind: 'names';
      readonly mode: 'answer' | 'gone' | 'silent';
      readonly who: readonly Selector[];
    }
  | { readonly kind: 'move' }
  | { readonly kind: 'step-clock'; readonly seconds: number; readonly who: Selector }
  | { readonly kind: 'scale'; readonly replicas: number; readonly sentinels: number }
  | { readonly kind: 'scale-nodes'; readonly nodes: number }
  | { readonly kind: 'rotate-passwords' }
  /** All nodes are replaced by others at other addresses. */
  | { readonly kind: 'replace-nodes' }
  | { readonly kind: 'cold-starts'; readonly times: number }
  | { readonly kind: 'expect-listed'; readonly who: Selector; readonly isListed: boolean };

/** The steps of one kind. */
export type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** Limits of the measured values. Times in milliseconds. */
export interface Bounds {
  /** Longest write gap of the probe in any round. */
  readonly gapMs?: number;
  /** Median of the longest gaps of the rounds. */
  readonly medianGapMs?: number;
  /** Longest write gap of a shard of a Redis Cluster that the fault does not hit. */
  readonly othersGapMs?: number;
  /** Acknowledged writes that are lost. */
  readonly lost: number;
  /** Writes acknowledged within this time after a cut can be lost as well. @default 0 */
  readonly lostForMs?: number;
  readonly staleReads?: number;
  /** Time in which two nodes accepted writes. */
  readonly twoMastersMs?: number;
  /** From the last step until every invariant holds. */
  readonly convergedMs: number;
  /** By how much the gap of ioredis can exceed that of the probe. */
  readonly ioredisExtraMs?: number;
}

/** A fault drill as data; runDrill runs it. */
export interface Drill {
  /** Its number; stable. */
  readonly id: number;
  readonly name: string;
  readonly title: string;
  /** What it runs on. @default sentinel */
  readonly kind?: ClusterKind;
  /** What must hold, besides what must hold after every drill. */
  readonly invariants: readonly InvariantName[];
  readonly bounds: Bounds;
  readonly steps: readonly Step[];
  /** Steps before the clients start. */
  readonly setup?: readonly Step[];
  /** Nodes of a Redis Cluster. @default the number that the entry has */
  readonly nodes?: number;
  readonly replicas?: number;
  readonly sentinels?: number;
  /** Variables that override those of the entry. */
  readonly env?: Environment;
  /** How often the steps run on one cluster. @default 1 */
  readonly rounds?: number;
  /** What it needs besides processes: networks and mounts of its own, or a movable clock. */
  readonly needs?: 'namespace' | 'clock';
  /** Clients reach nodes through mapped ports of another address. @default false */
  readonly isMapped?: boolean;
  /** One of the four that the first stack of this kind was tested with. @default false */
  readonly isClassic?: boolean;
  /** Can run on a live cluster. @default false */
  readonly isHarmless?: boolean;
  /** Runs alone, because others would distort its times. @default false */
  readonly isAlone?: boolean;
}
