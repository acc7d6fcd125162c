import type { Rig } from '../../../cluster/drills/rig.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';

/** What changes a running sandbox as a whole: its size, its passwords. Clients follow the changes. */
export interface SandboxControls extends Pick<
  Rig,
  'nodes' | 'now' | 'sleep' | 'signal' | 'ask' | 'inspect' | 'runtime' | 'switchover'
> {
  readonly sandbox: DrillSandbox;
  readonly target: LiveTarget;
  /** Clients that keep a password take the one that the target has now. */
  renewClients(): void;
  /** Clients and the event watch use the sentinels that there are now. */
  refreshSentinels(): void;
}
