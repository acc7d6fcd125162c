import { randomBytes } from 'node:crypto';
import type { DrillNetwork } from '../../../cluster/drills/rig.ts';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { planSandbox, type SandboxShape } from '../../../cluster/sandbox/plan-sandbox.ts';
import { ContainerRuntime } from '../../../docker/container-runtime.ts';
import { NameServer } from '../../../nodes/name-server.ts';
import { cutOff, healAll } from '../../../nodes/neighbour-cuts.ts';
import { runChecked } from '../../../process/run-checked.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';
import { assertVisible, ContainerPlaces } from './container-places.ts';
import { DrillNames, namesOf } from './drill-names.ts';
import { changesDisk, type SandboxNeeds } from './drill-needs.ts';
import { controlPort, type DrillSandbox } from './drill-sandbox.ts';
import { inStack } from './in-stack.ts';
import { sandboxShape } from '../../sandbox/sandbox-shape.ts';
import { makeDrillFolder, type DrillFolder } from '../drill-folder.ts';

/** Last numbers of addresses that no node uses: the server beside the cluster, clients behind a cut. */
const lastOf = { control: 250, side: 253 } as const;

/** The parts that every sandbox of containers has. */
interface Base {
  readonly folder: DrillFolder;
  readonly runtime: ContainerRuntime;
  readonly shape: SandboxShape;
  readonly planned: readonly NodeSpec[];
  readonly control: DrillSandbox['control'];
  readonly entry: ClusterEntry;
  readonly image: string;
}

async function openBase(entry: ClusterEntry, needs: SandboxNeeds, image: string) {
  const folder = makeDrillFolder();
  const runtime = await ContainerRuntime.open({
    sandbox: `rancher-catalog-drill-${randomBytes(4).toString('hex')}`,
    folder: folder.path,
    image,
    hasNameServer: needs.needs === 'namespace',
    isInMemory: (node) => changesDisk(needs, node),
  });
  const shape = sandboxShape(entry, runtime.network.net, needs);
  const control = { host: `${runtime.network.net}.${lastOf.control}`, port: controlPort };
  return { folder, runtime, shape, planned: planSandbox(shape).nodes, control, entry, image };
}

/** Nodes that know each other's addresses, without a network of their own. */
function plainSandbox({
  folder,
  runtime,
  shape,
  planned,
  control,
  entry,
  image,
}: Base): DrillSandbox {
  return {
    masterName: shape.extra?.master_name ?? 'mymaster',
    nodes: planned,
    shape,
    entry,
    runtime,
    network: undefined,
    control,
    openAnother: async () => plainSandbox(await openBase(entry, {}, image)),
    async destroy() {
      await runtime.destroy();
      folder.remove();
    },
  };
}

/** Nodes that find each other by names, on a network that the drill can change. */
async function networkedSandbox(base: Base, needs: SandboxNeeds): Promise<DrillSandbox> {
  const { runtime, planned, entry } = base;
  const { net, gateway, bridge } = runtime.network;
  const sideAddress = `${net}.${lastOf.side}`;
  await runChecked('ip', ['addr', 'add', `${sideAddress}/24`, 'dev', bridge]);
  const places = new ContainerPlaces(runtime, planned);
  const nodes = inStack(planned, entry, needs, gateway);
  const names = new DrillNames(places, await NameServer.listen(gateway), nodes);
  const network: DrillNetwork = {
    cut: async (some, from) => cutOff(places, namesOf(some), from && namesOf(from)),
    heal: async () => healAll(places),
    setNames: (mode, some) => names.setNames(mode, some),
    setDisk: async (node, isWritable) => places.setDisk(node.name, isWritable),
    stepClock: async () => {},
    async move() {
      await runtime.addNetwork();
      await names.moveTo(runtime.network.net);
      sandbox.nodes = names.nodes;
      sandbox.onMoved?.();
    },
  };
  const plain = plainSandbox(base);
  const sandbox: DrillSandbox = {
    ...plain,
    masterName: 'mymaster',
    nodes,
    network,
    sideAddress,
    async destroy() {
      names.close();
      await plain.destroy();
    },
  };
  if (needs.isMapped === true) await names.mapPorts(planned);
  return sandbox;
}

/** Opens a sandbox of containers of this image. Only the server beside the cluster runs yet. */
export async function openContainerSandbox(
  entry: ClusterEntry,
  needs: SandboxNeeds,
  image: string,
): Promise<DrillSandbox> {
  const base = await openBase(entry, needs, image);
  try {
    const control = await base.runtime.startPlainServer(base.control);
    if (needs.needs !== 'namespace') return plainSandbox(base);
    assertVisible(control);
    return await networkedSandbox(base, needs);
  } catch (error) {
    await plainSandbox(base).destroy();
    throw error;
  }
}
