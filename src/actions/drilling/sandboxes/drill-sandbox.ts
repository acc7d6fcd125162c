import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { SandboxShape } from '../../../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../../../cluster/sandbox/runtime.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';

/** Port of the server beside the cluster that shows the noise of the machine. */
export const controlPort = 16_390;

/** The cluster of one drill; `nodes` changes when it is scaled, moved, or gets new passwords. */
export interface DrillSandbox {
  readonly masterName: string;
  readonly runtime: Runtime;
  readonly network: DrillNetwork | undefined;
  /** A server beside the cluster that no fault is injected into. */
  readonly control: Endpoint;
  /** Source address of clients on the master's side of a cut. */
  readonly sideAddress?: string;
  /** A name that resolves to its sentinels, whatever their addresses. */
  readonly sentinelName?: string | undefined;
  readonly shape: SandboxShape;
  readonly entry: ClusterEntry;
  nodes: readonly NodeSpec[];
  /** Called after its nodes got other addresses. */
  onMoved?: () => void;
  /** Opens another one of the same kind, with the sizes of the entry. */
  openAnother(): Promise<DrillSandbox>;
  destroy(): Promise<void>;
}
