import type { Environment } from '../sandbox/node-spec.ts';
import type { InvariantName } from './invariants.ts';

/** Who an act is done to; resolved when the act begins, but for those that a round fixes. */
export type Selector =
  /** Who is master now. */
  | 'master'
  /** Who was master when the round began. */
  | 'old-master'
  /** The first and the second replica when the round began. */
  | 'replica'
  | 'second-replica'
  | 'replicas'
  /** The replica that the sentinels did not choose. */
  | 'passed-over'
  /** The first sentinel, and the first two. */
  | 'sentinel'
  | 'two-sentinels'
  | 'sentinels'
  /** The sentinel that asked a replica to become master. */
  | 'leader'
  | 'data'
  | 'all';

/** What must come true within a bound, in milliseconds. */
export type Condition =
  | 'healthy'
  | 'new-master'
  | 'writes'
  | 'refused'
  | 'selected'
  | 'promotion-asked'
  | 'sentinel-ended';

/** One step of a kind for each act, so that each can be told from the others. */
type On<A extends string> = A extends string ? { readonly kind: A; readonly who: Selector } : never;

/** One step of a drill. Times in milliseconds. */
export type Step =
  | On<'kill' | 'start' | 'stop' | 'shutdown' | 'freeze' | 'thaw' | 'empty' | 'restart-each'>
  | On<'block-disk' | 'unblock-disk' | 'expect-master'>
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'until'; readonly what: Condition; readonly withinMs: number }
  /** Nothing of the kind may happen for so long. */
  | { readonly kind: 'watch-no-failover'; readonly ms: number }
  | { readonly kind: 'command'; readonly who: Selector; readonly command: readonly string[] }
  | { readonly kind: 'expect-quorum'; readonly matches: RegExp }
  /** What happened so far is no longer waited for. */
  | { readonly kind: 'forget-events' }
  | { readonly kind: 'switchover' }
  | { readonly kind: 'new-client'; readonly failsWithinMs: number }
  | { readonly kind: 'fill'; readonly mebibytes: number }
  /** Packets between these and `from` vanish; from all others when it is undefined. */
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
  | { readonly kind: 'rotate-passwords' }
  | { readonly kind: 'cold-starts'; readonly times: number }
  | { readonly kind: 'expect-listed'; readonly who: Selector; readonly isListed: boolean };

/** The steps of one kind. */
export type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** What the measures may come to. Times in milliseconds. */
export interface Bounds {
  /** The longest write gap of the probe, in any round. */
  readonly gapMs?: number;
  /** The median over the rounds. */
  readonly medianGapMs?: number;
  /** Acknowledged writes that are not there in the end. */
  readonly lost: number;
  /** What is acknowledged within so long after a cut may be lost as well. */
  readonly lostForMs?: number;
  readonly staleReads?: number;
  /** Time in which two nodes took writes. */
  readonly twoMastersMs?: number;
  /** From the last act until every invariant holds. */
  readonly convergedMs: number;
  /** How much longer than the probe's gap that of ioredis may be. */
  readonly ioredisExtraMs?: number;
}

/** A fault drill as data; engine.ts runs it. */
export interface Drill {
  /** Its number in the catalogue; stable. */
  readonly id: number;
  readonly name: string;
  readonly title: string;
  /** What a service of this kind must show; beside those that hold for every drill. */
  readonly invariants: readonly InvariantName[];
  readonly bounds: Bounds;
  readonly steps: readonly Step[];
  /** Before the clients start. */
  readonly setup?: readonly Step[];
  readonly replicas?: number;
  readonly sentinels?: number;
  /** Variables that go before those of the entry. */
  readonly env?: Environment;
  /** How often the steps are done on one cluster; 1 when undefined. */
  readonly rounds?: number;
  /** What it needs beyond processes: networks and mounts of its own, or a clock that can be moved. */
  readonly needs?: 'namespace' | 'clock';
  /** Nodes are reached through ports of another address that are mapped to theirs. */
  readonly isMapped?: boolean;
  /** One of the four that the first stack of this kind was tried with. */
  readonly isClassic?: boolean;
  /** May be run against a live cluster. */
  readonly isHarmless?: boolean;
  /** Its figures suffer when others run beside it. */
  readonly isAlone?: boolean;
}
