import { DrillFault } from '../../../cluster/drills/drill-fault.ts';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import { isSentinel } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../../cluster/sandbox/plan-sandbox.ts';
import { shippedStartScript } from '../../../files/package-root.ts';
import { claimNet, releaseNet } from '../../../nodes/free-net.ts';
import { makeClock, type MovableClock } from '../../../nodes/movable-clock.ts';
import { startPlainServer } from '../../../nodes/plain-server.ts';
import { ProcessRuntime } from '../../../nodes/process-runtime.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';
import { firstPortOf, sandboxShape, type SandboxChanges } from '../../sandbox/sandbox-shape.ts';
import { makeDrillFolder } from '../drill-folder.ts';
import { controlPort, type DrillSandbox } from './drill-sandbox.ts';

/** What a drill needs of its processes. */
export interface ProcessSandboxOptions extends SandboxChanges {
  /** Start script of the image under test. @default the one in this package */
  readonly startScript?: string | undefined;
  /** Whether the sentinels get a clock that can be moved. @default false */
  readonly hasClock?: boolean | undefined;
}

const refuse = async () => {
  throw new DrillFault('this sandbox does not have a network of its own');
};

/** A network that can change nothing but clocks. */
function clockOnly(clock: MovableClock): DrillNetwork {
  return {
    cut: refuse,
    heal: refuse,
    move: refuse,
    setDisk: refuse,
    setNames: () => {},
    stepClock: async (_node, seconds) => clock.set(seconds),
  };
}

/** Opens a sandbox of processes on loopback addresses. No node runs yet. */
export async function openProcessSandbox(
  entry: ClusterEntry,
  options: ProcessSandboxOptions,
): Promise<DrillSandbox> {
  const net = await claimNet(firstPortOf(entry));
  const folder = makeDrillFolder();
  const leave = () => {
    folder.remove();
    releaseNet(net);
  };
  try {
    return await sandboxIn(folder.path, net, leave, entry, options);
  } catch (error) {
    leave();
    throw error;
  }
}

/** Opens a sandbox in a folder and a net; `leave` is called after its nodes are gone. */
async function sandboxIn(
  folder: string,
  net: string,
  leave: () => void,
  entry: ClusterEntry,
  options: ProcessSandboxOptions,
): Promise<DrillSandbox> {
  const { startScript, hasClock } = options;
  const shape = sandboxShape(entry, net, options);
  const clock = hasClock === true ? await makeClock(folder) : undefined;
  const runtime = new ProcessRuntime({
    folder,
    startScript: startScript ?? shippedStartScript(),
    variables: (node) => (clock && isSentinel(node) ? clock.variables : {}),
  });
  const control = { host: `${net}.250`, port: controlPort };
  const plain = startPlainServer(control);
  return {
    ...planSandbox(shape),
    shape,
    entry,
    runtime,
    network: clock && clockOnly(clock),
    control,
    openAnother: async () => openProcessSandbox(entry, { startScript }),
    async destroy() {
      plain?.stop();
      await runtime.destroy();
      leave();
    },
  };
}
