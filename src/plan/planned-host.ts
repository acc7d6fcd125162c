import type { HostBefore } from '../rancher/placement/host-before.ts';

/** A host of the environment, as it is before the launch: active, with an active agent. */
export interface PlannedHost extends HostBefore {
  readonly name: string;
}
