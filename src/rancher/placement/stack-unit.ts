import type { PlacementRule } from './placement-rule.ts';
import type { UnitVolume } from './unit-volumes.ts';
import type { HostPort } from './host-before.ts';

/** What Rancher does about an unhealthy unit. */
export type HealthStrategy =
  | 'recreate'
  | 'recreateOnQuorum'
  | 'none'
  /** There is no health check: like `none`. */
  | 'unchecked';

/** A container of a unit. */
export interface UnitContainer {
  /** The name of its service. */
  readonly service: string;
  /** Its labels as Rancher sets them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How many units a service gets as hosts allow: from `min`, by `increment`, up to `max`. */
export interface ScalePolicy {
  readonly min: number;
  readonly max: number;
  readonly increment: number;
}

/** A service with its sidekicks: each index of it is placed on one host. */
export interface StackUnit {
  readonly name: string;
  readonly sidekicks: readonly string[];
  readonly stack: string;
  /** Units wanted. Without meaning for a global service. */
  readonly scale: number;
  readonly policy?: ScalePolicy;
  readonly isGlobal: boolean;
  /** The primary one first. */
  readonly containers: readonly UnitContainer[];
  /** Of all containers, one after the other. */
  readonly rules: readonly PlacementRule[];
  /** Ports of the host. */
  readonly ports: readonly HostPort[];
  readonly memoryBytes: number;
  readonly milliCpu: number;
  /** What the scheduler is asked for, as errors show it. */
  readonly requests: readonly string[];
  readonly volumes: readonly UnitVolume[];
  /** Services of the stack that it waits for. */
  readonly waitsFor: readonly string[];
  /** Services outside of it whose volumes or network it uses. */
  readonly uses: readonly string[];
  readonly health: { readonly strategy: HealthStrategy; readonly quorum: number };
  readonly isOnHostNetwork: boolean;
}

/** The name of a container of a unit; `index` is from 1. */
export const containerName = ({ stack, name }: StackUnit, service: string, index: number): string =>
  service === name ? `${stack}-${name}-${index}` : `${stack}-${name}-${service}-${index}`;
