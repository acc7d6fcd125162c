import type { Rig } from '../../../cluster/drills/rig.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';

/** What is needed to change a running sandbox as a whole: its size, its passwords. */
export interface SandboxControls extends Pick<
  Rig,
  'nodes' | 'now' | 'sleep' | 'signal' | 'ask' | 'inspect' | 'runtime' | 'switchover'
> {
  readonly sandbox: DrillSandbox;
  readonly target: LiveTarget;
  /** Makes clients that keep a password use the current one. */
  renewClients(): void;
  /** Makes clients and the event watch use the current sentinels. */
  refreshSentinels(): void;
}
