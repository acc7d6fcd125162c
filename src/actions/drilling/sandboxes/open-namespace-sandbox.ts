import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drill } from '../../../cluster/drills/drill.ts';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import { isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox, type SandboxShape } from '../../../cluster/sandbox/plan-sandbox.ts';
import { NameServer } from '../../../nodes/name-server.ts';
import {
  bridgeAddress,
  mountFolder,
  Namespaces,
  remountFolder,
  sideAddress,
} from '../../../nodes/namespaces.ts';
import { cutOff, mendAll } from '../../../nodes/neighbour-cuts.ts';
import { startPlainServer } from '../../../nodes/plain-server.ts';
import { ProcessRuntime } from '../../../nodes/process-runtime.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';
import { blocksDisks, DrillNames, inStack, namesOf, sentinelNameFor } from './drill-names.ts';
import {
  controlPort,
  openSandbox,
  shippedStartScript,
  type DrillSandbox,
} from './open-process-sandbox.ts';

const nets = ['10.88.1', '10.88.2'] as const;

async function mountDisks(drill: Drill, runtime: ProcessRuntime, nodes: readonly NodeSpec[]) {
  if (!blocksDisks(drill)) return;
  for (const node of nodes.filter(isSentinel)) await mountFolder(runtime.folderOf(node));
}

const shapeOf = (entry: ClusterEntry, drill: Drill): SandboxShape => ({
  net: nets[0],
  replicas: drill.replicas ?? entry.replicas,
  sentinels: drill.sentinels ?? entry.sentinels,
  services: entry.services,
});

/** A sandbox whose nodes have networks of their own; only within namespaces of this process's own. */
export async function openNamespaceSandbox(
  entry: ClusterEntry,
  drill: Drill,
  startScript = shippedStartScript(),
): Promise<DrillSandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-drill-'));
  const shape = shapeOf(entry, drill);
  const planned = planSandbox(shape).nodes;
  const spaces = await Namespaces.open(folder);
  for (const { name, at } of planned) await spaces.add(name, at.host);
  const nodes = inStack(planned, entry, drill, bridgeAddress);
  const inner = new DrillNames(spaces, await NameServer.listen(bridgeAddress), nodes);
  if (drill.isMapped === true) await inner.mapPorts(planned);
  const runtime = new ProcessRuntime({
    folder,
    startScript,
    isTemporary: true,
    kind: 'namespace',
    enter: ({ name }) => spaces.enter(name),
  });
  const control = { host: bridgeAddress, port: controlPort };
  const plain = startPlainServer(control);
  await mountDisks(drill, runtime, nodes);
  let moves = 0;
  const network: DrillNetwork = {
    cut: async (some, from) => cutOff(spaces, namesOf(some), from && namesOf(from)),
    mend: async () => mendAll(spaces),
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
    openAnother: async () => openSandbox(entry, { startScript }),
    async destroy() {
      plain?.stop();
      await runtime.destroy();
      inner.close();
    },
  };
  return sandbox;
}
