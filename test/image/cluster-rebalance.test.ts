// A rebalance that ends in the middle, and is continued, while clients write.
import { expect, test } from 'vitest';
import { rebalance, startRebalance } from './support/rebalance.ts';
import { complete, formed, seenBy } from './support/shard-views.ts';
import { ShardWriter } from './support/shard-writer.ts';
import { Shards, type Shard } from './support/shards.ts';
import { until } from './support/waits.ts';

/** How many slots the masters have that had none before. */
async function moved(shards: Shards, node: Shard, before: ReadonlySet<string>): Promise<number> {
  const seen = await seenBy(shards, node);
  return seen
    .filter(({ id }) => !before.has(id))
    .flatMap(({ slots }) => slots.split(' ').filter((range) => /^\d/.test(range)))
    .map((range) => range.split('-').map(Number))
    .reduce((sum, [from = 0, to = from]) => sum + to - from + 1, 0);
}

test.for([
  { signal: 'SIGTERM', what: 'ends what it has started' },
  { signal: 'SIGKILL', what: 'leaves what it has started, which continues' },
] as const)(
  'a rebalance that gets $signal $what; the next one completes it, and no write is lost',
  { timeout: 600_000 },
  async ({ signal }) => {
    const shards = await formed(await Shards.open({ nodes: 8 }));
    const [node] = shards.nodes;
    if (!node) throw new Error('no node');
    const writer = new ShardWriter(shards);
    await writer.more(200);
    const before = new Set(
      (await seenBy(shards, node)).filter(({ slots }) => slots !== '').map(({ id }) => id),
    );
    const first = startRebalance(shards, node, '4');
    const hasMoved = async () => (await moved(shards, node, before)) > 100;
    await until('some slots have moved', hasMoved, 60_000);
    // The script alone, as the process of `docker exec` is.
    process.kill(first.pid, signal);
    // What it printed is read to the end only then; a killed one leaves redis-cli with its output open.
    await (signal === 'SIGTERM' ? first.ended : first.exited);
    expect(first.text).not.toContain('done:');
    expect(first.text.includes('interrupted; run this command again')).toBe(signal === 'SIGTERM');

    const second = await rebalance(shards, node, '4');
    expect(second.text).toContain('done: 4 masters have slots');
    expect(second.status).toBe(0);
    // A node can still change after the first one has ended, so the second one sometimes waits for that.
    const waited = second.text.includes('waiting: another command moves slots');
    expect(waited || signal === 'SIGTERM').toBe(true);
    await complete(shards, { masters: 4 });
    await writer.more(200);
    expect(await writer.lost()).toBe(0);
  },
);
