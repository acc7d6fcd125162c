import { setTimeout as sleep } from 'node:timers/promises';
import { shardsOf } from '../../../cluster/sharded/shards.ts';
import { formatSlots } from '../../../cluster/sharded/slots.ts';
import { areJoined, inspectShards } from '../../sandbox/shard-health.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';
import { repeatStarts } from './cold-starts.ts';

const withinMs = 40_000;
/** Nodes that formed a second cluster would meet the others within this time. */
const watchMs = 2000;

/** Starts one new Redis Cluster. Returns the problem, or undefined. */
async function start(like: DrillSandbox, signal: AbortSignal): Promise<string | undefined> {
  const sandbox = await like.openAnother();
  try {
    await Promise.all(sandbox.nodes.map(async (node) => sandbox.runtime.start(node)));
    const until = performance.now() + withinMs;
    let wellSince: number | undefined;
    let first = '';
    while (performance.now() < until && !signal.aborted) {
      const look = await inspectShards(sandbox.nodes);
      const isWell = look?.errors.length === 0 && areJoined(look.snapshot, sandbox.nodes);
      const slots = look
        ? shardsOf(look.snapshot)
            .map(({ master }) => formatSlots(master.slots))
            .join('; ')
        : '';
      if (isWell && wellSince === undefined) first = slots;
      else if (wellSince !== undefined && slots !== first) return 'slots moved';
      wellSince = isWell ? (wellSince ?? performance.now()) : undefined;
      if (wellSince !== undefined && performance.now() - wellSince > watchMs) return undefined;
      await sleep(150);
    }
    return signal.aborted ? 'interrupted' : `not healthy within ${withinMs / 1000} s`;
  } finally {
    await sandbox.destroy();
  }
}

/** Starts this many new Redis Clusters, some side by side. Returns a message for each problem. */
export const shardStarts = async (like: DrillSandbox, times: number, signal: AbortSignal) =>
  repeatStarts(times, signal, async () => start(like, signal));
