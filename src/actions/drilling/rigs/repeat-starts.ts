import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';

/** What a look at a new cluster has shown. */
export interface StartLook {
  /** Whether it is complete and healthy. */
  readonly isWell: boolean;
  /** What must never happen, if it has. */
  readonly fault?: string | undefined;
}

/** How new clusters are watched. Times in milliseconds. */
export interface StartWatch {
  /** How soon they must be well. */
  readonly withinMs: number;
  /** How long they must stay well. */
  readonly watchMs: number;
  /** Makes what looks at one new cluster, and remembers what it has seen of it. */
  readonly looker: (sandbox: DrillSandbox) => () => Promise<StartLook>;
}

const sideBySide = 2;
const lookEveryMs = 150;

/** Starts one new cluster. Returns the problem, or undefined. */
async function startOne(
  like: DrillSandbox,
  signal: AbortSignal,
  { withinMs, watchMs, looker }: StartWatch,
): Promise<string | undefined> {
  const sandbox = await like.openAnother();
  try {
    await Promise.all(sandbox.nodes.map(async (node) => sandbox.runtime.start(node)));
    const look = looker(sandbox);
    const until = performance.now() + withinMs;
    let wellSince: number | undefined;
    while (performance.now() < until && !signal.aborted) {
      const { isWell, fault } = await look();
      if (fault !== undefined) return fault;
      wellSince = isWell ? (wellSince ?? performance.now()) : undefined;
      if (wellSince !== undefined && performance.now() - wellSince > watchMs) return undefined;
      await sleep(lookEveryMs);
    }
    return signal.aborted ? 'interrupted' : `not healthy within ${withinMs / 1000} s`;
  } finally {
    await sandbox.destroy();
  }
}

/** Starts this many new clusters, some side by side. Returns a message for each one that went wrong. */
export async function repeatStarts(
  like: DrillSandbox,
  times: number,
  signal: AbortSignal,
  watch: StartWatch,
): Promise<string[]> {
  const faults: string[] = [];
  let left = times;
  const lane = async () => {
    while (left > 0 && !signal.aborted) {
      const number = times - left + 1;
      left -= 1;
      const fault = await startOne(like, signal, watch);
      if (fault !== undefined) faults.push(`start ${number}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  return faults;
}
