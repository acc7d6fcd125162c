import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillNetwork } from '../cluster/drills/rig.ts';
import type { Environment, NodeSpec } from '../cluster/sandbox/node-spec.ts';
import { planSandbox, type SandboxShape } from '../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../cluster/sandbox/runtime.ts';
import { packageRoot } from '../files/package-root.ts';
import { claimNet, releaseNet } from '../process/free-net.ts';
import { ProcessRuntime } from '../process/process-runtime.ts';
import type { ClusterEntry } from './cluster-entry.ts';

/** A cluster that a drill has for itself; `nodes` changes when it is scaled, moved or re-keyed. */
export interface DrillSandbox {
  readonly masterName: string;
  readonly runtime: Runtime;
  readonly network: DrillNetwork | undefined;
  readonly shape: SandboxShape;
  readonly entry: ClusterEntry;
  nodes: readonly NodeSpec[];
  destroy(): Promise<void>;
}

/** What a drill wants of its sandbox. */
export interface SandboxWish {
  readonly replicas?: number | undefined;
  readonly sentinels?: number | undefined;
  readonly env?: Environment | undefined;
  /** Start script of the image that is drilled; this program's own when undefined. */
  readonly startScript?: string | undefined;
}

export const shippedStartScript = () => join(packageRoot(), 'image', 'start.sh');

/** A sandbox of processes on loopback addresses; nothing runs yet. */
export async function openSandbox(entry: ClusterEntry, wish: SandboxWish): Promise<DrillSandbox> {
  const net = await claimNet(Number(entry.services.master.redis_port));
  const shape: SandboxShape = {
    net,
    replicas: wish.replicas ?? entry.replicas,
    sentinels: wish.sentinels ?? entry.sentinels,
    services: entry.services,
    ...(wish.env === undefined ? {} : { extra: wish.env }),
  };
  const runtime = new ProcessRuntime({
    folder: mkdtempSync(join(tmpdir(), 'rancher-catalog-drill-')),
    startScript: wish.startScript ?? shippedStartScript(),
    isTemporary: true,
  });
  const plan = planSandbox(shape);
  return {
    ...plan,
    shape,
    entry,
    runtime,
    network: undefined,
    async destroy() {
      await runtime.destroy();
      releaseNet(net);
    },
  };
}
