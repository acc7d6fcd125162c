import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatEndpoint } from '../cluster/endpoint.ts';
import type { NodeSpec, SandboxPlan } from '../cluster/sandbox/node-spec.ts';
import { planSandbox } from '../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../cluster/sandbox/runtime.ts';
import { packageRoot } from '../files/package-root.ts';
import { isMap } from '../model/json.ts';
import { findProgram } from '../process/find-program.ts';
import { busyEndpoint, claimNet } from '../process/free-net.ts';
import { ProcessRuntime } from '../process/process-runtime.ts';
import { unprivilegedUser } from '../process/unprivileged.ts';
import type { ClusterEntry } from './cluster-entry.ts';
import { clusterError } from './cluster-options.ts';

/** What `up` remembers of a folder, so that a second one there goes on with it. */
interface Kept {
  readonly net: string;
  readonly replicas: number;
  readonly sentinels: number;
  readonly portBase?: number;
}

function readKept(file: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isMap(value) || typeof value.net !== 'string' || !/^127\.40\.\d{1,3}$/.test(value.net))
      return undefined;
    const { portBase } = value;
    return {
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
      throw clusterError(
        'target-unwritable',
        `${folder} lies in ${path}, which only root may enter, and the servers do not run as root`,
        'choose another folder, such as --dir /var/tmp/redis-cluster',
      );
    }
  }
}

/** The shape that the command line asks for. */
export interface WantedShape {
  readonly replicas?: number | undefined;
  readonly sentinels?: number | undefined;
  readonly portBase?: number | undefined;
}

/** The plan of the cluster in a folder: as it was there, where there was one. */
export async function planInFolder(
  dir: string,
  entry: ClusterEntry,
  wanted: WantedShape,
): Promise<{ plan: SandboxPlan; folder: string }> {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  checkReachable(folder);
  const file = join(folder, 'cluster.json');
  const kept = readKept(file);
  const portBase = wanted.portBase ?? kept?.portBase;
  const firstPort = portBase ?? Number(entry.services.master.redis_port);
  const shape = {
    net: kept?.net ?? (await claimNet(firstPort)),
    replicas: wanted.replicas ?? kept?.replicas ?? entry.replicas,
    sentinels: wanted.sentinels ?? kept?.sentinels ?? entry.sentinels,
    ...(portBase === undefined ? {} : { portBase }),
  };
  const plan = planSandbox({ ...shape, services: entry.services });
  const busy = await busyEndpoint(plan.nodes.map(({ at }) => at));
  if (busy) {
    throw clusterError(
      'port-busy',
      `${formatEndpoint(busy)} is in use`,
      kept
        ? 'a cluster is up in this folder already; choose another --dir'
        : 'choose another --port-base',
    );
  }
  writeFileSync(file, `${JSON.stringify(shape, undefined, 2)}\n`);
  return { plan, folder };
}

/** How a runtime is opened. */
export interface OpenOptions {
  readonly folder: string;
  readonly isTemporary: boolean;
  readonly onEnd?: (node: NodeSpec, code: number | null) => void;
}

const install = 'install it: apt-get install redis-server';

/** Processes of this machine. Throws when there is no server to run. */
export function openRuntime(options: OpenOptions): Runtime {
  const hasServer = findProgram('redis-server') ?? findProgram('valkey-server');
  const startScript = join(packageRoot(), 'image', 'start.sh');
  if (hasServer !== undefined) return new ProcessRuntime({ ...options, startScript });
  throw clusterError('redis-missing', 'redis-server is not on the PATH', install);
}
