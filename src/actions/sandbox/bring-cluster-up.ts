import { formatEndpoint, type Endpoint } from '../../cluster/endpoint.ts';
import { isSentinel, isSharded, type ClusterKind } from '../../cluster/sandbox/node-spec.ts';
import { shardTree, type ShardTree } from '../../cluster/sharded/sharded-rows.ts';
import { topologyOf, type Topology } from '../../cluster/status/topology.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { chooseRuntime, type RuntimeRequest } from './choose-runtime.ts';
import { passwordsOf, waitUntilHealthy, type WaitLimits } from './cluster-health.ts';
import { waitUntilJoined } from './shard-health.ts';
import { ClusterSession } from './cluster-session.ts';
import { loadClusterEntry } from './load-cluster-entry.ts';
import { keepPassword } from './keep-password.ts';
import { openFolderCluster, readKeptCluster, type FolderCluster } from './open-folder-cluster.ts';
import { prepareImage } from './prepare-image.ts';
import { stopNodes } from './stop-nodes.ts';

/** How `cluster up` is called. */
export interface UpOptions extends RuntimeRequest {
  /** Folder of data and logs; a cluster that was there before is continued. */
  readonly dir: string;
  /** @default that of the entry; without an answers file as before in this folder, else with sentinels */
  readonly kind?: ClusterKind | undefined;
  /** Nodes of a Redis Cluster, 3 to 60. @default as before in this folder, else as the answers have it */
  readonly nodes?: number | undefined;
  /** 0 to 20. @default as before in this folder, else as the answers have it */
  readonly replicas?: number | undefined;
  /** 1 to 21. @default as before in this folder, else as the answers have it */
  readonly sentinels?: number | undefined;
  /** Port of the master, 1024 to 65533. @default as before in this folder, else as the answers have it */
  readonly portBase?: number | undefined;
  /** Answers file of the entry. @default the example */
  readonly answers?: string | undefined;
  /** Stops the cluster. */
  readonly signal: AbortSignal;
}

/** A healthy cluster, and how to connect to it. */
export type ReadyCluster = ReadySentinels | ReadyShards;

interface Ready {
  readonly folder: string;
  /** File with the password of the data nodes; undefined if they have none. */
  readonly passwordFile: string | undefined;
  /** Arguments of this program that check this cluster. */
  readonly statusCall: readonly string[];
}

/** A master with replicas and sentinels. */
export interface ReadySentinels extends Ready {
  readonly kind: 'sentinel';
  readonly masterName: string;
  readonly topology: Topology;
  readonly sentinels: readonly Endpoint[];
  /** File with the password of the sentinels; undefined if they have none. */
  readonly sentinelPasswordFile: string | undefined;
}

/** A Redis Cluster. */
export interface ReadyShards extends Ready {
  readonly kind: 'cluster';
  readonly topology: ShardTree;
  readonly nodes: readonly Endpoint[];
}

/** Takes what happens while a cluster is up. */
export interface UpListener {
  /** Warnings about the answers file. */
  warn(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): void;
  /** Progress, with its line ends: the build of an image, the start and the end of the nodes. */
  log(text: string): void;
  ready(cluster: ReadyCluster): void;
  /** One line about a node or a failover. */
  event(text: string): void;
}

/** The path is used in configuration files and in lists of the start script. */
function checkFolder(dir: string): void {
  if (/\p{Cc}/u.test(dir))
    throw usageError(
      `--dir contains a line break or another control character: ${JSON.stringify(dir)}`,
      'choose another folder, such as --dir redis-cluster',
    );
}

/** The same options; throws if one of them is wrong. */
function checkedOptions(options: UpOptions): UpOptions {
  checkFolder(options.dir);
  return {
    ...options,
    nodes: wholeNumber('nodes', options.nodes, 3, 60),
    replicas: wholeNumber('replicas', options.replicas, 0, 20),
    sentinels: wholeNumber('sentinels', options.sentinels, 1, 21),
    portBase: wholeNumber('port-base', options.portBase, 1024, 65_533),
  };
}

const startMs = 60_000;

async function readySentinels(
  { plan, folder, runtime }: FolderCluster,
  limits: WaitLimits,
): Promise<ReadySentinels | undefined> {
  const { nodes, masterName } = plan;
  const snapshot = await waitUntilHealthy(nodes, masterName, runtime, limits);
  if (!snapshot) return undefined;
  const { password, sentinelPassword } = passwordsOf(nodes);
  const passwordFile = keepPassword(folder, 'redis.password', password);
  const sentinelPasswordFile = keepPassword(folder, 'sentinel.password', sentinelPassword);
  const sentinels = nodes.filter(isSentinel).map(({ at }) => at);
  return {
    kind: 'sentinel',
    masterName,
    folder,
    topology: topologyOf(snapshot),
    sentinels,
    passwordFile,
    sentinelPasswordFile,
    statusCall: [
      'cluster',
      'status',
      '--sentinels',
      sentinels.map(formatEndpoint).join(','),
      ...(masterName === 'mymaster' ? [] : ['--master-name', masterName]),
      ...passwordOption('--password-file', passwordFile),
      ...passwordOption('--sentinel-password-file', sentinelPasswordFile),
    ],
  };
}

const passwordOption = (name: string, file: string | undefined) =>
  file === undefined ? [] : [name, file];

async function readyShards(
  { plan, folder, runtime }: FolderCluster,
  limits: WaitLimits,
): Promise<ReadyShards | undefined> {
  const snapshot = await waitUntilJoined(plan.nodes, runtime, limits);
  if (!snapshot) return undefined;
  const { password } = passwordsOf(plan.nodes);
  const passwordFile = keepPassword(folder, 'redis.password', password);
  const nodes = plan.nodes.map(({ at }) => at);
  const some = nodes.slice(0, 3).map(formatEndpoint).join(',');
  return {
    kind: 'cluster',
    folder,
    topology: shardTree(snapshot),
    nodes,
    passwordFile,
    statusCall: [
      'cluster',
      'status',
      '--nodes',
      some,
      ...passwordOption('--password-file', passwordFile),
    ],
  };
}

async function startAndWatch(
  cluster: FolderCluster,
  session: ClusterSession,
  signal: AbortSignal,
  listener: UpListener,
): Promise<void> {
  const { plan, runtime } = cluster;
  for (const node of plan.nodes) if (!signal.aborted) await runtime.start(node);
  const ready = isSharded(plan.nodes) ? readyShards : readySentinels;
  const done = await ready(cluster, { withinMs: startMs, signal });
  if (!done) return;
  listener.ready(done);
  await session.watchUntilAborted();
}

/** Brings a cluster up and keeps it running until `signal` aborts, then stops it. */
export async function bringClusterUp(given: UpOptions, listener: UpListener): Promise<void> {
  const options = checkedOptions(given);
  const { dir, signal } = options;
  const onLog = (text: string) => listener.log(text);
  const kind = await chooseRuntime(options, { dir, runtime: readKeptCluster(dir)?.runtime });
  const kept = options.answers === undefined ? readKeptCluster(dir)?.kind : undefined;
  const entry = await loadClusterEntry(options.answers, options.kind ?? kept);
  listener.warn(entry.diagnostics, entry.texts);
  const image =
    kind === 'docker'
      ? await prepareImage(entry, { image: options.image, signal, onLog })
      : undefined;
  if (signal.aborted) return;
  const current: { session?: ClusterSession } = {};
  const cluster = await openFolderCluster(entry, {
    ...options,
    image,
    onEnd: (node, code) => current.session?.restart(node, code),
  });
  const { plan, folder, runtime } = cluster;
  const session = new ClusterSession(plan, runtime, signal, (text) => listener.event(text));
  current.session = session;
  const what = image === undefined ? 'nodes' : `containers of ${image}`;
  onLog(`starting ${plan.nodes.length} ${what} in ${folder} …\n`);
  try {
    await startAndWatch(cluster, session, signal, listener);
    onLog('\nstopping …\n');
    await stopNodes(plan, runtime);
    onLog(`all nodes are stopped; the data remains in ${folder}\n`);
  } finally {
    await runtime.destroy();
  }
}
