import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drill } from '../cluster/drills/drill.ts';
import type { DrillNetwork } from '../cluster/drills/rig.ts';
import { formatEndpoint } from '../cluster/endpoint.ts';
import { isData, isSentinel, type NodeSpec, type Role } from '../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../cluster/sandbox/plan-sandbox.ts';
import { NameServer } from '../process/name-server.ts';
import {
  bridgeAddress,
  mountFolder,
  Namespaces,
  remountFolder,
  sideAddress,
} from '../process/namespaces.ts';
import { startPlainServer } from '../process/plain-server.ts';
import { PortMap } from '../process/port-map.ts';
import { ProcessRuntime } from '../process/process-runtime.ts';
import type { ClusterEntry } from './cluster-entry.ts';
import { controlPort, shippedStartScript, type DrillSandbox } from './drill-sandbox.ts';

/** The names that the entry's services have in Rancher, each leading to all of their containers. */
const serviceNames: Readonly<Record<Role, string>> = {
  master: 'redis-master',
  slave: 'redis-slaves',
  sentinel: 'redis-sentinels',
};

const listOf = (nodes: readonly NodeSpec[]) => nodes.map(({ at }) => formatEndpoint(at)).join(',');
const namesOf = (nodes: readonly NodeSpec[]) => nodes.map(({ name }) => name);

const firstMappedPort = 20_001;
const nets = ['10.88.1', '10.88.2'] as const;

class NamespaceSandbox {
  readonly spaces: Namespaces;
  readonly names: NameServer;
  readonly map = new PortMap();
  readonly #gone = new Set<string>();
  #moves = 0;
  nodes: readonly NodeSpec[];

  constructor(spaces: Namespaces, names: NameServer, nodes: readonly NodeSpec[]) {
    this.spaces = spaces;
    this.names = names;
    this.nodes = nodes;
  }

  close(): void {
    this.names.close();
    this.map.close();
  }

  publish(): void {
    const names = new Map<string, string[]>();
    for (const { name, role } of this.nodes) {
      if (this.#gone.has(name)) continue;
      const service = serviceNames[role];
      names.set(service, [...(names.get(service) ?? []), this.spaces.addressOf(name)]);
    }
    this.names.names = names;
  }

  /** Passes what comes to a node's outer address on to where it listens. */
  async mapPorts(planned: readonly NodeSpec[]): Promise<void> {
    for (const [index, { name, at }] of this.nodes.entries()) {
      const port = planned[index]?.at.port ?? 0;
      await this.map.add(at, () => ({ host: this.spaces.addressOf(name), port }));
    }
  }

  setNames(mode: 'answer' | 'gone' | 'silent', nodes: readonly NodeSpec[]): void {
    this.names.mode = mode === 'silent' ? 'silent' : 'answer';
    for (const { name } of nodes) {
      if (mode === 'gone') this.#gone.add(name);
      else this.#gone.delete(name);
    }
    this.publish();
  }

  async move(): Promise<void> {
    this.#moves += 1;
    const net = nets[this.#moves % nets.length] ?? nets[0];
    const moved: NodeSpec[] = [];
    for (const node of this.nodes) {
      const host = `${net}.${this.spaces.addressOf(node.name).split('.')[3] ?? ''}`;
      await this.spaces.setAddress(node.name, host);
      moved.push({ ...node, at: { host, port: node.at.port } });
    }
    this.nodes = moved;
    this.publish();
  }
}

/** What the nodes are without `bind_address`: as in containers, they find their own addresses. */
function inContainers(nodes: readonly NodeSpec[], entry: ClusterEntry, drill: Drill): NodeSpec[] {
  const bare = nodes.map((node) => ({
    ...node,
    env: { ...entry.services[node.role], ...drill.env },
  }));
  if (drill.isMapped !== true) return bare;
  // Behind mapped ports all are known by their outer addresses, to each other as well.
  const outer = bare.map((node, index) => ({
    ...node,
    at: { host: bridgeAddress, port: firstMappedPort + index },
  }));
  return outer.map((node) => ({
    ...node,
    env: {
      ...node.env,
      announce_ip: node.at.host,
      announce_port: String(node.at.port),
      redis_hosts: listOf(outer.filter(isData)),
      sentinel_hosts: listOf(outer.filter(isSentinel)),
    },
  }));
}

async function mountDisks(drill: Drill, runtime: ProcessRuntime, nodes: readonly NodeSpec[]) {
  if (!drill.steps.some(({ act }) => act === 'block-disk')) return;
  for (const node of nodes.filter(isSentinel)) await mountFolder(runtime.folderOf(node));
}

/** A sandbox whose nodes have networks of their own; only within namespaces of this process's own. */
export async function openNamespaceSandbox(
  entry: ClusterEntry,
  drill: Drill,
  startScript = shippedStartScript(),
): Promise<DrillSandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-drill-'));
  const shape = {
    net: nets[0],
    replicas: drill.replicas ?? entry.replicas,
    sentinels: drill.sentinels ?? entry.sentinels,
    services: entry.services,
  };
  const planned = planSandbox(shape).nodes;
  const spaces = await Namespaces.open(folder);
  for (const { name, at } of planned) await spaces.add(name, at.host);
  const nodes = inContainers(planned, entry, drill);
  const inner = new NamespaceSandbox(spaces, await NameServer.listen(bridgeAddress), nodes);
  inner.publish();
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
  const network: DrillNetwork = {
    cut: async (some, from) => spaces.cut(namesOf(some), from && namesOf(from)),
    mend: async () => spaces.mend(),
    setNames: (mode, some) => inner.setNames(mode, some),
    setDisk: async (node, isWritable) => remountFolder(runtime.folderOf(node), isWritable),
    stepClock: async () => {},
    async move() {
      await inner.move();
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
    shape,
    entry,
    nodes,
    async destroy() {
      plain?.stop();
      await runtime.destroy();
      inner.close();
    },
  };
  return sandbox;
}
