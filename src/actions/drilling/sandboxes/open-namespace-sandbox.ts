import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import { isSentinel, serviceNames, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../../cluster/sandbox/plan-sandbox.ts';
import { shippedStartScript } from '../../../files/package-root.ts';
import { makeClock, type MovableClock } from '../../../nodes/movable-clock.ts';
import { NameServer } from '../../../nodes/name-server.ts';
import {
  bridgeAddress,
  limitFolder,
  mountFolder,
  Namespaces,
  remountFolder,
  sideAddress,
} from '../../../nodes/namespaces.ts';
import { cutOff, healAll } from '../../../nodes/neighbour-cuts.ts';
import { startPlainServer } from '../../../nodes/plain-server.ts';
import { ProcessRuntime } from '../../../nodes/process-runtime.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';
import { sandboxShape } from '../../sandbox/sandbox-shape.ts';
import { makeDrillFolder } from '../drill-folder.ts';
import { DrillNames, namesOf } from './drill-names.ts';
import { changesDisk, type SandboxNeeds } from './drill-needs.ts';
import { controlPort, type DrillSandbox } from './drill-sandbox.ts';
import { inStack } from './in-stack.ts';
import { openProcessSandbox } from './open-process-sandbox.ts';

const nets = ['10.88.1', '10.88.2'] as const;

async function mountDisks(
  needs: SandboxNeeds,
  runtime: ProcessRuntime,
  nodes: readonly NodeSpec[],
): Promise<void> {
  for (const node of nodes) {
    if (changesDisk(needs, node)) await mountFolder(runtime.folderOf(node));
  }
}

/** Faults of links, disks and clocks. */
function nodeFaults(
  needs: SandboxNeeds,
  spaces: Namespaces,
  runtime: ProcessRuntime,
  clock: MovableClock | undefined,
): Pick<DrillNetwork, 'cut' | 'heal' | 'setDisk' | 'stepClock'> {
  // The file of a data node is always open, so its disk can become full, but not read-only.
  const setDisk = needs.disks === 'all' ? limitFolder : remountFolder;
  return {
    cut: async (some, from) => cutOff(spaces, namesOf(some), from && namesOf(from)),
    heal: async () => healAll(spaces),
    setDisk: async (node, isWritable) => setDisk(runtime.folderOf(node), isWritable),
    stepClock: async (_node, seconds) => clock?.set(seconds),
  };
}

/** Opens a sandbox whose nodes have networks of their own. This process must be in new namespaces. */
export async function openNamespaceSandbox(
  entry: ClusterEntry,
  needs: SandboxNeeds,
  startScript = shippedStartScript(),
): Promise<DrillSandbox> {
  const folder = makeDrillFolder();
  const { replicas, sentinels } = needs;
  const shape = sandboxShape(entry, nets[0], { replicas, sentinels });
  const planned = planSandbox(shape).nodes;
  const spaces = await Namespaces.open(folder.path);
  for (const { name, at } of planned) await spaces.add(name, at.host);
  const nodes = inStack(planned, entry, needs, bridgeAddress);
  const inner = new DrillNames(spaces, await NameServer.listen(bridgeAddress), nodes);
  if (needs.isMapped === true) await inner.mapPorts(planned);
  const clock = needs.hasClock === true ? await makeClock(folder.path) : undefined;
  const runtime = new ProcessRuntime({
    folder: folder.path,
    startScript,
    kind: 'namespace',
    enter: ({ name }) => spaces.enter(name),
    variables: (node) => (clock && isSentinel(node) ? clock.variables : {}),
  });
  const control = { host: bridgeAddress, port: controlPort };
  const plain = startPlainServer(control);
  await mountDisks(needs, runtime, nodes);
  let moves = 0;
  const network: DrillNetwork = {
    ...nodeFaults(needs, spaces, runtime, clock),
    setNames: (mode, some) => inner.setNames(mode, some),
    async move() {
      moves += 1;
      await inner.moveTo(nets[moves % nets.length] ?? nets[0]);
      sandbox.nodes = inner.nodes;
      sandbox.onMoved?.();
    },
  };
  const sandbox: DrillSandbox = {
    masterName: 'mymaster',
    runtime,
    network,
    control,
    sideAddress,
    sentinelName: needs.moves === true ? serviceNames.sentinel : undefined,
    shape,
    entry,
    nodes,
    openAnother: async () => openProcessSandbox(entry, { startScript }),
    async destroy() {
      plain?.stop();
      await runtime.destroy();
      inner.close();
      folder.remove();
    },
  };
  return sandbox;
}
