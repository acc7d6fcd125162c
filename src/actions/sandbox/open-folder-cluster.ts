import { createHash } from 'node:crypto';
import { accessSync, constants, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import type { ClusterKind, NodeSpec, SandboxPlan } from '../../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { CatalogError, catalogError } from '../../diagnostics/diagnostic.ts';
import { isTaken, removeLeftovers } from '../../docker/belongings.ts';
import { ContainerRuntime } from '../../docker/container-runtime.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { fileDiagnostic } from '../../files/file-diagnostic.ts';
import { writeWhole } from '../../files/write-file.ts';
import { shippedStartScript } from '../../files/package-root.ts';
import { isMap } from '../../model/json.ts';
import { busyEndpoint, claimNet, holdNet } from '../../nodes/free-net.ts';
import { ProcessRuntime } from '../../nodes/process-runtime.ts';
import { unprivilegedUser } from '../../nodes/unprivileged-user.ts';
import type { RuntimeKind } from './choose-runtime.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';
import { firstPortOf, sandboxShape, type SandboxChanges } from './sandbox-shape.ts';
import { makeFolder } from '../../process/make-folder.ts';

/** What a folder remembers of its cluster, so that the next `up` there continues it. */
interface KeptCluster {
  readonly runtime: RuntimeKind;
  readonly kind: ClusterKind;
  readonly net: string;
  readonly nodes: number;
  readonly replicas: number;
  readonly sentinels: number;
  readonly portBase?: number;
}

const keptFile = (dir: string) => join(resolve(dir), 'cluster.json');

/** What a folder remembers; undefined if no cluster was there. */
export function readKeptCluster(dir: string): KeptCluster | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(keptFile(dir), 'utf8'));
    if (!isMap(value) || typeof value.net !== 'string') return undefined;
    const runtime = value.runtime === 'docker' ? 'docker' : 'process';
    const form = runtime === 'docker' ? /^(\d{1,3}\.){2}\d{1,3}$/ : /^127\.40\.\d{1,3}$/;
    if (!form.test(value.net)) return undefined;
    const { portBase } = value;
    return {
      runtime,
      kind: value.kind === 'cluster' ? 'cluster' : 'sentinel',
      net: value.net,
      nodes: Number(value.nodes ?? 0),
      replicas: Number(value.replicas),
      sentinels: Number(value.sentinels),
      ...(typeof portBase === 'number' ? { portBase } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Creates the folder if it does not exist, and returns whether it did. Throws if it cannot be written. */
function makeWritable(folder: string): boolean {
  try {
    const isNew = makeFolder(folder, 0o755).length > 0;
    accessSync(folder, constants.W_OK);
    return isNew;
  } catch (error) {
    const hint = 'choose a writable folder with --dir, such as --dir /var/tmp/redis-cluster';
    throw new CatalogError([fileDiagnostic(error, folder, 'target-unwritable', hint)]);
  }
}

/** The folder of `cluster up` is its own: what it has in other folders would be replaced. */
function assertOwn(folder: string): void {
  const others = readdirSync(folder).filter((name) => name !== 'lost+found');
  if (others.length === 0 || readKeptCluster(folder)) return;
  throw catalogError(
    'target-foreign',
    `this directory is not empty, and no cluster was in it: it has ${others.slice(0, 3).join(', ')}`,
    'choose a new directory with --dir, such as --dir redis-cluster',
    { file: folder },
  );
}

/** Removes the folder of a cluster that was refused, unless something is in it. */
function removeEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Servers do not run as root: their user must be able to reach their folders. */
function checkReachable(folder: string): void {
  if (!unprivilegedUser()) return;
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) {
      throw catalogError(
        'target-unwritable',
        `${folder} is in ${path}, which only root can enter, and the servers do not run as root`,
        'choose another folder, such as --dir /var/tmp/redis-cluster',
      );
    }
  }
}

/** The cluster that a call requests. */
export interface FolderClusterOptions extends Omit<SandboxChanges, 'env'> {
  readonly dir: string;
  /** Image of the containers; processes when undefined. */
  readonly image: string | undefined;
  /** Called when a node ends by itself; `code` is null if it was killed. */
  readonly onEnd: (node: NodeSpec, code: number | null) => void;
}

/** The plan of a cluster, and what runs it. */
export interface FolderCluster {
  readonly plan: SandboxPlan;
  /** Absolute. */
  readonly folder: string;
  readonly runtime: Runtime;
}

const isUpHere = 'a cluster is already running in this folder; choose another --dir';

/** Plans the cluster of a folder, and writes down what the next `up` there continues with. */
function planCluster(
  folder: string,
  entry: ClusterEntry,
  options: FolderClusterOptions,
  net: string,
): { readonly plan: SandboxPlan; readonly keep: () => void } {
  const kept = readKeptCluster(folder);
  if (kept && kept.kind !== entry.kind)
    throw usageError(
      `the cluster in ${folder} is of the kind ${kept.kind}, the entry of the kind ${entry.kind}`,
      'choose another --dir',
    );
  const shape = sandboxShape(entry, net, {
    nodes: options.nodes ?? (kept?.kind === 'cluster' ? kept.nodes : undefined),
    replicas: options.replicas ?? kept?.replicas,
    sentinels: options.sentinels ?? kept?.sentinels,
    portBase: options.portBase ?? kept?.portBase,
  });
  const { services: _services, ...rest } = shape;
  const runtime: RuntimeKind = options.image === undefined ? 'process' : 'docker';
  return {
    plan: planSandbox(shape),
    keep: () =>
      writeWhole(keptFile(folder), `${JSON.stringify({ runtime, ...rest }, undefined, 2)}\n`),
  };
}

async function openProcesses(
  folder: string,
  entry: ClusterEntry,
  options: FolderClusterOptions,
): Promise<FolderCluster> {
  checkReachable(folder);
  const kept = readKeptCluster(folder);
  const firstPort = options.portBase ?? kept?.portBase ?? firstPortOf(entry);
  const net = kept?.net ?? (await claimNet(firstPort));
  const { plan, keep } = planCluster(folder, entry, options, net);
  const busy = await busyEndpoint(plan.nodes.map(({ at }) => at));
  if (busy) {
    const hint = kept ? isUpHere : 'choose another --port-base';
    throw catalogError('port-busy', `${formatEndpoint(busy)} is in use`, hint);
  }
  if (kept && !(await holdNet(net)))
    throw catalogError(
      'port-busy',
      `another cluster now uses the addresses ${net}.* of this folder`,
      'stop that cluster, or choose another --dir',
    );
  keep();
  const startScript = shippedStartScript();
  const runtime = new ProcessRuntime({ folder, startScript, onEnd: options.onEnd });
  return { plan, folder, runtime };
}

async function openContainers(
  folder: string,
  image: string,
  entry: ClusterEntry,
  options: FolderClusterOptions,
): Promise<FolderCluster> {
  // The name depends on the folder: a second `up` there finds the network of the first.
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 6);
  const sandbox = `rancher-catalog-${digest}`;
  await removeLeftovers();
  if (await isTaken(sandbox))
    throw catalogError('port-busy', `the network ${sandbox} is in use`, isUpHere);
  const { onEnd } = options;
  const net = readKeptCluster(folder)?.net;
  const runtime = await ContainerRuntime.open({ sandbox, folder, image, net, onEnd });
  const { plan, keep } = planCluster(folder, entry, options, runtime.network.net);
  keep();
  return { plan, folder, runtime };
}

/** Opens the cluster of a folder, and continues the one that was there before. No node runs yet. */
export async function openFolderCluster(
  entry: ClusterEntry,
  options: FolderClusterOptions,
): Promise<FolderCluster> {
  const folder = resolve(options.dir);
  const isNew = makeWritable(folder);
  try {
    assertOwn(folder);
    return options.image === undefined
      ? await openProcesses(folder, entry, options)
      : await openContainers(folder, options.image, entry, options);
  } catch (error) {
    if (isNew) removeEmpty(folder);
    throw error;
  }
}
