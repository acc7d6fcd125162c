import type { HealthStrategy } from '../rancher/placement/stack-unit.ts';

/** Holds for every order, tie and race that Rancher allows; `undecided`: the search ended at its limit. */
export type Certainty = 'never' | 'can' | 'always' | 'undecided';

/** Why containers get no host, or might get none. */
export interface PlacementReason {
  readonly kind:
    /** No host fits a single container. */
    | 'no-host'
    /** A rule wants a container on the host that can never be there first. */
    | 'needs'
    /** Containers share a local volume, so one host, and exclude each other. */
    | 'volume'
    /** More containers that exclude each other than hosts for them. */
    | 'too-few-hosts'
    /** Reservations do not fit. */
    | 'capacity'
    /** Several rules together. */
    | 'combination'
    /** Only some orders of placement work. */
    | 'order'
    /** It waits for a service that is never placed. */
    | 'depends-on';
  /** The proof: "3 containers that exclude each other, 2 hosts for them: a, b". */
  readonly words: string;
  /** What Rancher shows; empty if it shows no error. */
  readonly rancherText: string;
  /** Other texts that it may show in place of it, by which host it looks at first. */
  readonly otherTexts: readonly string[];
  /** What the service looks like: "activating, retried forever". */
  readonly looks: string;
}

/** The largest number of containers of a service on one host. */
export interface Spread {
  readonly best: number;
  readonly worst: number;
  /** False if the true range can be narrower. */
  readonly exact: boolean;
  /** False if soft rules were not counted, so that `worst` holds without them. */
  readonly countsSoft: boolean;
  /**
   * With a scheduler, the containers listed on the hosts, and nothing else placed meanwhile. Not a promise.
   * Undefined if it was not computed.
   */
  readonly usual?: { readonly best: number; readonly worst: number };
}

/** What happens when a host of a service is lost. */
export interface AfterLoss {
  readonly strategy: HealthStrategy;
  /** Whether Rancher places replacements without being asked. */
  readonly isReplaced: boolean;
  readonly words: string;
}

/** Whether the data of a lost host is still there. */
export interface DataSurvival {
  /** `none`: the service has no volumes. */
  readonly survives: 'yes' | 'no' | 'unknown' | 'none';
  readonly words: string;
}

/** Hosts that a service cannot use. */
export interface ExcludedHosts {
  readonly hosts: readonly string[];
  readonly reason: string;
}

export interface ServicePlan {
  readonly name: string;
  readonly sidekicks: readonly string[];
  /** Containers with their sidekicks; a global service has one on each of `hosts`. */
  readonly wanted: number | 'global';
  /** Whether all of them get a host. */
  readonly outcome: Certainty;
  /** How many get a host. */
  readonly placed: { readonly fewest: number; readonly most: number; readonly exact: boolean };
  /** Set unless the outcome is `always`. */
  readonly reason?: PlacementReason;
  /** Undefined for a global service, or if no container gets a host. */
  readonly spread?: Spread;
  /** Names of hosts that it can use. */
  readonly hosts: readonly string[];
  readonly excluded: readonly ExcludedHosts[];
  /** What remains after a host was lost and came back, if that is worse than before. */
  readonly drift?: string;
  readonly afterLoss: AfterLoss;
  readonly data: DataSurvival;
  /** What Rancher does not check, such as ports of the network of the host. */
  readonly warnings: readonly string[];
}

/** Hosts that are the same to Rancher for this stack. */
export interface AlikeHosts {
  readonly names: readonly string[];
  /** How many of them are lost. */
  readonly lost: number;
}

/** Hosts lost together, and what that costs at most. Each service has its own worst placement. */
export interface LossPlan {
  readonly hosts: readonly AlikeHosts[];
  readonly services: readonly {
    readonly name: string;
    /** Containers lost in its worst placement. */
    readonly lost: number;
    readonly of: number;
  }[];
  /** Names of the promises that it can break. */
  readonly breaks: readonly string[];
  /** False if the true losses can be smaller. */
  readonly exact: boolean;
}

export interface PromisePlan {
  readonly name: string;
  readonly outcome: 'kept' | 'broken' | 'undecided';
  readonly atLeast: number;
  /** Left after the worst loss, in the worst placement; a lower bound if `undecided`. */
  readonly left: number;
  /** What is left, and after which loss; or that it is broken before any loss. */
  readonly words: string;
  /** Index in the pictures of the plan. */
  readonly picture?: number;
}

/** A container with its sidekicks. */
export interface PicturedBlock {
  readonly service: string;
  /** From 1, as in the name of the container. */
  readonly index: number;
}

export interface PicturedHost {
  readonly name: string;
  /** Further hosts that are the same and have the same blocks. */
  readonly more: number;
  readonly blocks: readonly PicturedBlock[];
  /** Further blocks that are not listed. */
  readonly moreBlocks: number;
  /** It is lost in the worst loss that the picture shows. */
  readonly isLost: boolean;
  /** Why no service can use it. */
  readonly excluded?: string;
}

/** A placement that is possible. */
export interface PlacementPicture {
  /** "the placement that loses most of redis-sentinels". */
  readonly title: string;
  readonly hosts: readonly PicturedHost[];
  /** Containers without a host; of a service, not more than a hundred. */
  readonly waiting: readonly PicturedBlock[];
}

/** Where the containers of a stack can run, and what losses cost. */
export interface StackPlan {
  /** Whether all containers of all services get a host. */
  readonly outcome: Certainty;
  /** Why the services are never all placed, if each of them alone can be. */
  readonly reason?: string;
  /** In the order of the files. */
  readonly services: readonly ServicePlan[];
  readonly losses: readonly LossPlan[];
  readonly promises: readonly PromisePlan[];
  readonly pictures: readonly PlacementPicture[];
  /** What the plan depends on: hosts, scheduler, strategies, what was not counted. */
  readonly assumptions: readonly string[];
}
