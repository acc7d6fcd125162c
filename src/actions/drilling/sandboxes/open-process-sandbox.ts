import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import { DrillFault } from '../../../cluster/drills/drill-fault.ts';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import { isSentinel, type Environment, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox, type SandboxShape } from '../../../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../../../cluster/sandbox/runtime.ts';
import { packageRoot } from '../../../files/package-root.ts';
import { makeClock, type MovableClock } from '../../../nodes/movable-clock.ts';
import { claimNet, releaseNet } from '../../../nodes/free-net.ts';
import { startPlainServer } from '../../../nodes/plain-server.ts';
import { ProcessRuntime } from '../../../nodes/process-runtime.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';

/** A cluster that a drill has for itself; `nodes` changes when it is scaled, moved or re-keyed. */
export interface DrillSandbox {
  readonly masterName: string;
  readonly runtime: Runtime;
  readonly network: DrillNetwork | undefined;
  /** A server beside the cluster that nothing is done to. */
  readonly control: Endpoint;
  /** Where clients on the master's side of a cut come from. */
  readonly sideAddress?: string;
  /** A name that leads to its sentinels wherever they are. */
  readonly sentinelName?: string | undefined;
  readonly shape: SandboxShape;
  readonly entry: ClusterEntry;
  nodes: readonly NodeSpec[];
  /** Called when its nodes have other addresses. */
  onMoved?: () => void;
  /** One more of the same kind, as the entry says. */
  openAnother(): Promise<DrillSandbox>;
  destroy(): Promise<void>;
}

/** What a drill wants of its sandbox. */
export interface SandboxWish {
  readonly replicas?: number | undefined;
  readonly sentinels?: number | undefined;
  readonly env?: Environment | undefined;
  /** Start script of the image that is drilled; this program's own when undefined. */
  readonly startScript?: string | undefined;
  /** Whether the sentinels get a clock that can be moved. */
  readonly hasClock?: boolean | undefined;
}

/** Of the server beside the cluster. */
export const controlPort = 16_390;

export const shippedStartScript = () => join(packageRoot(), 'image', 'start.sh');

const no = async () => {
  throw new DrillFault('this sandbox has no network of its own');
};

/** Of all that a network can do, the clock alone. */
function clockOnly(clock: MovableClock): DrillNetwork {
  return {
    cut: no,
    mend: no,
    move: no,
    setDisk: no,
    setNames: () => {},
    stepClock: async (_node, seconds) => clock.set(seconds),
  };
}

/** A sandbox of processes on loopback addresses; nothing runs yet. */
export async function openSandbox(entry: ClusterEntry, wish: SandboxWish): Promise<DrillSandbox> {
  const net = await claimNet(Number(entry.services.master.redis_port));
  const shape: SandboxShape = {
    net,
    replicas: wish.replicas ?? entry.replicas,
    sentinels: wish.sentinels ?? entry.sentinels,
    services: entry.services,
    ...(wish.env === undefined ? {} : { extra: wish.env }),
  };
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-drill-'));
  const clock = wish.hasClock === true ? await makeClock(folder) : undefined;
  const runtime = new ProcessRuntime({
    folder,
    startScript: wish.startScript ?? shippedStartScript(),
    isTemporary: true,
    variables: (node) => (clock && isSentinel(node) ? clock.variables : {}),
  });
  const plan = planSandbox(shape);
  const control = { host: `${net}.250`, port: controlPort };
  const plain = startPlainServer(control);
  return {
    ...plan,
    shape,
    entry,
    runtime,
    network: clock && clockOnly(clock),
    control,
    openAnother: async () => openSandbox(entry, { startScript: wish.startScript }),
    async destroy() {
      plain?.stop();
      await runtime.destroy();
      releaseNet(net);
    },
  };
}
