import type { Drill } from '../../../cluster/drills/drill.ts';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import { isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../../cluster/sandbox/plan-sandbox.ts';
import { shippedStartScript } from '../../../files/package-root.ts';
import { NameServer } from '../../../nodes/name-server.ts';
import {
  bridgeAddress,
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
import { blocksDisks, sentinelNameFor } from './drill-needs.ts';
import { controlPort, type DrillSandbox } from './drill-sandbox.ts';
import { inStack } from './in-stack.ts';
import { openProcessSandbox } from './open-process-sandbox.ts';

const nets = ['10.88.1', '10.88.2'] as const;

async function mountDisks(drill: Drill, runtime: ProcessRuntime, nodes: readonly NodeSpec[]) {
  if (!blocksDisks(drill)) return;
  for (const node of nodes.filter(isSentinel)) await mountFolder(runtime.folderOf(node));
}

/** Opens a sandbox whose nodes have networks of their own. This process must be in new namespaces. */
export async function openNamespaceSandbox(
  entry: ClusterEntry,
  drill: Drill,
  startScript = shippedStartScript(),
): Promise<DrillSandbox> {
  const folder = makeDrillFolder();
  const { replicas, sentinels } = drill;
  const shape = sandboxShape(entry, nets[0], { replicas, sentinels });
  const planned = planSandbox(shape).nodes;
  const spaces = await Namespaces.open(folder.path);
  for (const { name, at } of planned) await spaces.add(name, at.host);
  const nodes = inStack(planned, entry, drill, bridgeAddress);
  const inner = new DrillNames(spaces, await NameServer.listen(bridgeAddress), nodes);
  if (drill.isMapped === true) await inner.mapPorts(planned);
  const runtime = new ProcessRuntime({
    folder: folder.path,
    startScript,
    kind: 'namespace',
    enter: ({ name }) => spaces.enter(name),
  });
  const control = { host: bridgeAddress, port: controlPort };
  const plain = startPlainServer(control);
  await mountDisks(drill, runtime, nodes);
  let moves = 0;
  const network: DrillNetwork = {
    cut: async (some, from) => cutOff(spaces, namesOf(some), from && namesOf(from)),
    heal: async () => healAll(spaces),
    setNames: (mode, some) => inner.setNames(mode, some),
    setDisk: async (node, isWritable) => remountFolder(runtime.folderOf(node), isWritable),
    stepClock: async () => {},
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
    sentinelName: sentinelNameFor(drill),
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
