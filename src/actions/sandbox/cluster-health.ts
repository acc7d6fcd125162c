import { catalogError } from '../../diagnostics/diagnostic.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import type { StatusFinding } from '../../cluster/rules/status-rule.ts';
import { isData, isSentinel, type NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { checkSnapshot } from '../../cluster/status/check-snapshot.ts';
import type { ClusterSnapshot } from '../../cluster/status/cluster-snapshot.ts';
import { lastLine } from '../../process/last-line.ts';
import { readSnapshot } from '../../redis/read-snapshot.ts';

/** The passwords of a sandbox; without one, its nodes accept every client. */
export interface Passwords {
  readonly password?: string;
  readonly sentinelPassword?: string;
}

/** The passwords that an entry sets for a sandbox. */
export function passwordsOf(nodes: readonly NodeSpec[]): Passwords {
  const env = nodes[0]?.env ?? {};
  return {
    ...(env.redis_password ? { password: env.redis_password } : {}),
    ...(env.sentinel_password ? { sentinelPassword: env.sentinel_password } : {}),
  };
}

/** Reads the state of a sandbox and checks it; undefined while no sentinel answers. */
export async function inspectCluster(
  nodes: readonly NodeSpec[],
  masterName: string,
  timeoutMs = 400,
): Promise<{ snapshot: ClusterSnapshot; errors: readonly StatusFinding[] } | undefined> {
  const sentinels = nodes.filter(isSentinel);
  const { snapshot } = await readSnapshot({
    sentinels: sentinels.map(({ at }) => at),
    masterName,
    timeoutMs,
    ...passwordsOf(nodes),
    expected: { sentinels: sentinels.length, replicas: nodes.filter(isData).length - 1 },
  });
  if (!snapshot) return undefined;
  const errors = checkSnapshot(snapshot).filter(({ severity }) => severity === 'error');
  return { snapshot, errors };
}

/** Whether every sentinel knows every node. Rules do not check nodes that no sentinel knows yet. */
export function isComplete(snapshot: ClusterSnapshot, nodes: readonly NodeSpec[]): boolean {
  const voters = nodes.filter(isSentinel).length;
  const replicas = nodes.length - voters - 1;
  return snapshot.sentinels.every(
    (view) => view.sentinels.length === voters - 1 && view.replicas.length === replicas,
  );
}

/** What a look at a sandbox has found. */
export interface Look<Snapshot> {
  readonly snapshot: Snapshot;
  readonly errors: readonly StatusFinding[];
  /** Whether every node knows every other one. */
  readonly isComplete: boolean;
}

/** How long to wait for a sandbox. */
export interface WaitLimits {
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** Looks again and again until a sandbox is complete and healthy; throws the problem after `withinMs`. */
export async function waitUntilWell<Snapshot>(
  look: () => Promise<Look<Snapshot> | undefined>,
  nodes: readonly NodeSpec[],
  runtime: Runtime,
  { withinMs, signal }: WaitLimits,
): Promise<Snapshot | undefined> {
  const until = performance.now() + withinMs;
  let last: Look<Snapshot> | undefined;
  while (performance.now() < until) {
    if (signal.aborted) return undefined;
    last = await look();
    if (last && last.errors.length === 0 && last.isComplete) return last.snapshot;
    await sleep(100);
  }
  const wrong = last?.errors[0];
  const ended = nodes.find((node) => !runtime.isRunning(node));
  const problem = wrong
    ? `${wrong.node === undefined ? '' : `${wrong.node}: `}${wrong.is}`
    : ended
      ? `${ended.name} at ${formatEndpoint(ended.at)} has ended: ${lastLine(runtime.log(ended))}`
      : last
        ? 'not every node knows all others'
        : `no ${nodes.some(isSentinel) ? 'sentinel' : 'node'} answers`;
  throw catalogError(
    'cluster-faulty',
    `the cluster is not healthy after ${withinMs / 1000} s: ${problem}`,
    'check the logs of its nodes',
  );
}

/** Waits until a sandbox with sentinels is complete and healthy; throws the problem after `withinMs`. */
export async function waitUntilHealthy(
  nodes: readonly NodeSpec[],
  masterName: string,
  runtime: Runtime,
  limits: WaitLimits,
): Promise<ClusterSnapshot | undefined> {
  const look = async () => {
    const seen = await inspectCluster(nodes, masterName);
    return seen && { ...seen, isComplete: isComplete(seen.snapshot, nodes) };
  };
  return waitUntilWell(look, nodes, runtime, limits);
}
