import type { PlannedHost } from './planned-host.ts';

/** What must be left of services after a loss of hosts. */
export interface SurvivalPromise {
  readonly name: string;
  readonly services: readonly string[];
  readonly atLeast: number;
  /** What is counted: containers of the services, or hosts that have one of them. */
  readonly kind: 'containers' | 'hosts-with-data';
}

export interface PlanOptions {
  /** With different names. */
  readonly hosts: readonly PlannedHost[];
  readonly stackName: string;
  /** Whether the scheduler stack runs: without it, ports are checked by Rancher's server, and reservations are not. */
  readonly hasScheduler: boolean;
  /** Hosts that are lost together, 1 or more. */
  readonly lose: number;
  readonly promises: readonly SurvivalPromise[];
  /** Hosts that a search looks at for a unit, equal ones once; more are undecided. @default 100000 */
  readonly limit?: number;
}
