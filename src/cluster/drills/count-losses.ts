import { slotOfKey } from '../sharded/slot-of-key.ts';
import type { Ack } from './client-record.ts';
import type { Losses, LostWrite } from './evidence.ts';
import type { Rig, ShardNodes } from './rig.ts';
import type { StepRunner } from './step-runner.ts';
import { noGapMs } from './timings.ts';

/**
 * For how long after a cut a client got acknowledgements of writes that are lost: up to the last one. Gaps do not
 * count, but for the first 50 ms of each: a server that is blocked, or has no core, acknowledges nothing, and does not
 * notice the cut either. Infinity for a lost write from before the first cut.
 */
export function lostFor(
  lost: readonly Ack[],
  cutsMs: readonly number[],
  acks: readonly Ack[],
): number {
  const isLost = new Set(lost.map(({ number }) => number));
  let longest = 0;
  let cut: number | undefined;
  let last = 0;
  let acknowledgedMs = Infinity;
  for (const { atMs, number } of acks) {
    const latest = cutsMs.findLast((cutMs) => cutMs <= atMs);
    if (latest !== undefined && latest !== cut) [cut, last, acknowledgedMs] = [latest, latest, 0];
    acknowledgedMs += Math.min(atMs - last, noGapMs);
    last = atMs;
    if (isLost.has(number)) longest = Math.max(longest, acknowledgedMs);
  }
  return longest;
}

/** The shard that a key is in. */
function shardOfKey(shards: readonly ShardNodes[], key: string): ShardNodes | undefined {
  const slot = slotOfKey(key);
  const isHere = ({ slots }: ShardNodes) =>
    slots === undefined || slots.some(({ from, to }) => slot >= from && slot <= to);
  return shards.find(isHere);
}

/** Counts the lost writes of all writers, and checks that each replica has the writes of its master. */
export async function countLosses(runner: StepRunner, rig: Rig): Promise<Losses> {
  const shards = await rig.shards(await runner.master());
  const lost: LostWrite[] = [];
  let lostForMs = 0;
  for (const { name, key, acks } of rig.record().writers) {
    const numbers = acks.map(({ number }) => number);
    const shard = shardOfKey(shards, key);
    if (!shard) continue;
    const { master, replicas } = shard;
    const missing = new Set(await rig.missing(master, key, numbers));
    const own = acks.filter(({ number }) => missing.has(number));
    lost.push(...own.map((ack) => ({ ...ack, writer: name })));
    lostForMs = Math.max(lostForMs, lostFor(own, runner.cutsMs, acks));
    for (const node of replicas) {
      const less = (await rig.missing(node, key, numbers)).length;
      if (less > missing.size)
        runner.faults.push(`${node.name} lacks ${less - missing.size} writes of the master`);
    }
  }
  return { lost: lost.length, lostWrites: lost, lostForMs };
}
