import { catalogError } from '../../diagnostics/diagnostic.ts';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import type { NodeSpec, SandboxPlan } from '../../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { isTaken, removeLeftovers } from '../../docker/belongings.ts';
import { packageRoot } from '../../files/package-root.ts';
import { isMap } from '../../model/json.ts';
import { busyEndpoint, claimNet, holdNet } from '../../nodes/free-net.ts';
import { ProcessRuntime } from '../../nodes/process-runtime.ts';
import { unprivilegedUser } from '../../nodes/unprivileged-user.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';
import { openContainers } from './prepare-image.ts';

/** What `up` remembers of a folder, so that a second one there goes on with it. */
interface Kept {
  readonly runtime: 'process' | 'docker';
  readonly net: string;
  readonly replicas: number;
  readonly sentinels: number;
  readonly portBase?: number;
}

const keptFile = (dir: string) => join(resolve(dir), 'cluster.json');

/** What is remembered of a folder; undefined when no cluster was there. */
export function readKept(dir: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(keptFile(dir), 'utf8'));
    if (!isMap(value) || typeof value.net !== 'string') return undefined;
    const runtime = value.runtime === 'docker' ? 'docker' : 'process';
    const form = runtime === 'docker' ? /^(\d{1,3}\.){2}\d{1,3}$/ : /^127\.40\.\d{1,3}$/;
    if (!form.test(value.net)) return undefined;
    const { portBase } = value;
    return {
      runtime,
      net: value.net,
      replicas: Number(value.replicas),
      sentinels: Number(value.sentinels),
      ...(typeof portBase === 'number' ? { portBase } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Servers do not run as root: their user must be able to reach their folders. */
function checkReachable(folder: string): void {
  if (!unprivilegedUser()) return;
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) {
      throw catalogError(
        'target-unwritable',
        `${folder} lies in ${path}, which only root may enter, and the servers do not run as root`,
        'choose another folder, such as --dir /var/tmp/redis-cluster',
      );
    }
  }
}

/** The cluster that the command line asks for. */
export interface WantedCluster {
  readonly dir: string;
  readonly replicas?: number | undefined;
  readonly sentinels?: number | undefined;
  readonly portBase?: number | undefined;
  /** What containers are made of; processes when undefined. */
  readonly image: string | undefined;
  readonly onEnd: (node: NodeSpec, code: number | null) => void;
}

/** The plan of a cluster, and what runs it. */
export interface OpenCluster {
  readonly plan: SandboxPlan;
  readonly folder: string;
  readonly runtime: Runtime;
}

const isUpHere = 'a cluster is up in this folder already; choose another --dir';

type Shape = Omit<Kept, 'runtime'>;

function shapeOn(net: string, entry: ClusterEntry, wanted: WantedCluster): Shape {
  const kept = readKept(wanted.dir);
  const portBase = wanted.portBase ?? kept?.portBase;
  return {
    net,
    replicas: wanted.replicas ?? kept?.replicas ?? entry.replicas,
    sentinels: wanted.sentinels ?? kept?.sentinels ?? entry.sentinels,
    ...(portBase === undefined ? {} : { portBase }),
  };
}

/** Writes down what a second `up` goes on with. */
function keep(folder: string, kept: Kept): void {
  writeFileSync(keptFile(folder), `${JSON.stringify(kept, undefined, 2)}\n`);
}

async function openProcesses(
  folder: string,
  entry: ClusterEntry,
  wanted: WantedCluster,
): Promise<OpenCluster> {
  checkReachable(folder);
  const kept = readKept(folder);
  const firstPort = wanted.portBase ?? kept?.portBase ?? Number(entry.services.master.redis_port);
  const shape = shapeOn(kept?.net ?? (await claimNet(firstPort)), entry, wanted);
  const plan = planSandbox({ ...shape, services: entry.services });
  const busy = await busyEndpoint(plan.nodes.map(({ at }) => at));
  if (busy) {
    const hint = kept ? isUpHere : 'choose another --port-base';
    throw catalogError('port-busy', `${formatEndpoint(busy)} is in use`, hint);
  }
  if (kept && !(await holdNet(kept.net))) {
    const words = `the addresses ${kept.net}.* of this folder’s cluster are another one’s now`;
    throw catalogError('port-busy', words, 'wait until that one has ended');
  }
  keep(folder, { runtime: 'process', ...shape });
  const startScript = join(packageRoot(), 'image', 'start.sh');
  const { onEnd } = wanted;
  const runtime = new ProcessRuntime({ folder, startScript, isTemporary: false, onEnd });
  return { plan, folder, runtime };
}

async function openInDocker(
  folder: string,
  image: string,
  entry: ClusterEntry,
  wanted: WantedCluster,
): Promise<OpenCluster> {
  // A second `up` in the folder finds what is there by its name.
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 6);
  const sandbox = `rancher-catalog-${digest}`;
  await removeLeftovers();
  if (await isTaken(sandbox)) {
    throw catalogError('port-busy', `the network ${sandbox} is in use`, isUpHere);
  }
  const { onEnd } = wanted;
  const net = readKept(folder)?.net;
  const runtime = await openContainers({ sandbox, folder, image, isTemporary: false, net, onEnd });
  const shape = shapeOn(runtime.network.net, entry, wanted);
  keep(folder, { runtime: 'docker', ...shape });
  return { plan: planSandbox({ ...shape, services: entry.services }), folder, runtime };
}

/** Opens the cluster of a folder: as it was there, where there was one. Nothing runs yet. */
export async function openCluster(
  entry: ClusterEntry,
  wanted: WantedCluster,
): Promise<OpenCluster> {
  const folder = resolve(wanted.dir);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return wanted.image === undefined
    ? openProcesses(folder, entry, wanted)
    : openInDocker(folder, wanted.image, entry, wanted);
}
