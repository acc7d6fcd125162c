import { setTimeout as sleep } from 'node:timers/promises';
import { isComplete, inspectCluster } from '../../sandbox/cluster-health.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';

const sideBySide = 2;
const withinMs = 30_000;
/** The sentinels would demote a second master only after ten seconds, so it would be visible. */
const watchMs = 2500;

/** Starts one new cluster. Returns the problem, or undefined. */
async function coldStart(like: DrillSandbox, signal: AbortSignal): Promise<string | undefined> {
  const sandbox = await like.openAnother();
  try {
    await Promise.all(sandbox.nodes.map(async (node) => sandbox.runtime.start(node)));
    const seen = new Set<string>();
    const until = performance.now() + withinMs;
    let healthySince: number | undefined;
    while (performance.now() < until && !signal.aborted) {
      const look = await inspectCluster(sandbox.nodes, sandbox.masterName);
      const masters = look?.snapshot.dataNodes.filter(({ role }) => role === 'master') ?? [];
      for (const { at } of masters) seen.add(at.host);
      if (seen.size > 1) return `${[...seen].join(' and ')} were both master`;
      const isWell = look?.errors.length === 0 && isComplete(look.snapshot, sandbox.nodes);
      healthySince = isWell ? (healthySince ?? performance.now()) : undefined;
      if (healthySince !== undefined && performance.now() - healthySince > watchMs)
        return undefined;
      await sleep(150);
    }
    return signal.aborted ? 'interrupted' : `not healthy within ${withinMs / 1000} s`;
  } finally {
    await sandbox.destroy();
  }
}

/** Starts this many new clusters, some side by side. Returns a message for each problem. */
export const coldStarts = async (like: DrillSandbox, times: number, signal: AbortSignal) =>
  repeatStarts(times, signal, async () => coldStart(like, signal));

/** Makes this many starts, some side by side. Returns a message for each that went wrong. */
export async function repeatStarts(
  times: number,
  signal: AbortSignal,
  startOne: () => Promise<string | undefined>,
): Promise<string[]> {
  const faults: string[] = [];
  let left = times;
  const lane = async () => {
    while (left > 0 && !signal.aborted) {
      const number = times - left + 1;
      left -= 1;
      const fault = await startOne();
      if (fault !== undefined) faults.push(`start ${number}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  return faults;
}
