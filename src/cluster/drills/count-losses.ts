import { slotOfKey } from '../sharded/slot-of-key.ts';
import type { Ack } from './client-record.ts';
import type { Losses, LostWrite } from './evidence.ts';
import type { Rig, ShardNodes } from './rig.ts';
import type { StepRunner } from './step-runner.ts';

/** The longest time from a cut to an acknowledgement after it. */
export function lostFor(acks: readonly Ack[], cutsMs: readonly number[]): number {
  const spans = acks.map(({ atMs }) => {
    const cut = cutsMs.findLast((cutMs) => cutMs <= atMs);
    return cut === undefined ? Infinity : atMs - cut;
  });
  return Math.max(0, ...spans);
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
  for (const { name, key, acks } of rig.record().writers) {
    const numbers = acks.map(({ number }) => number);
    const shard = shardOfKey(shards, key);
    if (!shard) continue;
    const { master, replicas } = shard;
    const missing = new Set(await rig.missing(master, key, numbers));
    for (const ack of acks) if (missing.has(ack.number)) lost.push({ ...ack, writer: name });
    for (const node of replicas) {
      const less = (await rig.missing(node, key, numbers)).length;
      if (less > missing.size)
        runner.faults.push(`${node.name} lacks ${less - missing.size} writes of the master`);
    }
  }
  return { lost: lost.length, lostWrites: lost, lostForMs: lostFor(lost, runner.cutsMs) };
}
