import type { HostMisfit } from '../rancher/placement/host-fit.ts';
import type { PlacementRule } from '../rancher/placement/placement-rule.ts';
import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import type { PlannedHost } from './planned-host.ts';

/** Units that Rancher does not distinguish: those of a service, or some of its indexes. */
export interface UnitClass {
  readonly unit: StackUnit;
  /** From 1, if the class is a single unit that a rule names. */
  readonly index: number | undefined;
  /** Indexes of the service that are classes of their own. */
  readonly others: readonly number[];
  /** Units wanted; more are placed only by a scale policy. */
  readonly wanted: number;
  /** Units at most: one for each of its hosts if it is global. */
  readonly most: number;
  readonly soft: readonly CompiledRule[];
  readonly hard: readonly CompiledRule[];
  /** Whether a unit of another class holds one of its ports, by class. */
  readonly samePort: readonly boolean[];
  /** Volumes of the stack on the disk of one host, as indexes. */
  readonly volumes: readonly number[];
  /** Classes that must be placed before, as far as it waits for them. */
  readonly waitsFor: readonly number[];
}

/** A rule of a class: whether it holds depends on the host, and on what is placed there. */
export interface CompiledRule {
  readonly rule: PlacementRule;
  /** Whether a host has what it is about before the launch, by type of host. */
  readonly before: readonly boolean[];
  /** Whether a unit has what it is about, by class. */
  readonly providers: readonly boolean[];
}

/** Hosts that are the same for the units of a stack. */
export interface HostType {
  readonly hosts: readonly PlannedHost[];
  /** Free, in bytes; Infinity if it does not matter. */
  readonly memoryBytes: number;
  readonly milliCpu: number;
  /** Containers there before the launch; 0 if they do not matter. */
  readonly load: number;
  /** Addresses for ports. */
  readonly addresses: number;
  /** On how many of them the ports of a class are taken, by class. */
  readonly taken: readonly number[];
  /** Why a class cannot use it, by class. */
  readonly misfits: readonly (HostMisfit | undefined)[];
  /** Whether the allocator does not look at it for a class, by class. */
  readonly skips: readonly boolean[];
  /** Whether a port of a class is in use, by class. */
  readonly portTaken: readonly boolean[];
}

/** Where units of classes can be on types of hosts. */
export interface Problem {
  readonly units: readonly StackUnit[];
  readonly classes: readonly UnitClass[];
  readonly hosts: readonly PlannedHost[];
  readonly types: readonly HostType[];
  /** Names of the volumes that `UnitClass.volumes` counts. */
  readonly volumes: readonly string[];
  readonly hasScheduler: boolean;
  /**
   * Whether a port of one unit is bound to an address, that of another is not, and hosts have several: which address
   * the scheduler takes for the second one is not followed, only that it can be the same.
   */
  readonly hasOpenAddresses: boolean;
}

/** The types of hosts that a class can use. */
export const typesFor = ({ types }: Problem, at: number): HostType[] =>
  types.filter(({ misfits }) => misfits[at] === undefined);

/** How many hosts a class can use. */
export const hostsFor = (problem: Problem, at: number): number =>
  typesFor(problem, at).reduce((sum, { hosts }) => sum + hosts.length, 0);

/** The indexes of the classes of a service. */
export const classesOf = ({ classes }: Problem, service: string): number[] =>
  classes.flatMap(({ unit }, at) => (unit.name === service ? [at] : []));
