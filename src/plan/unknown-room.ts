import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import type { PlannedHost } from './planned-host.ts';

/** Whether units reserve memory or cpu of which some host states none. */
export const hasUnknownRoom = (
  units: readonly StackUnit[],
  hosts: readonly PlannedHost[],
): boolean =>
  (units.some((unit) => unit.memoryBytes > 0) &&
    hosts.some(({ memoryBytes }) => memoryBytes === undefined)) ||
  (units.some((unit) => unit.milliCpu > 0) && hosts.some(({ milliCpu }) => milliCpu === undefined));
