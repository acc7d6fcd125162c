// The recipes of docs/clients.md for a Redis Cluster, run as they are on the page while a master is killed and stopped.
import { expect, test } from 'vitest';
import { localTimeouts } from '../../src/redis/live-target.ts';
import { longestGap } from '../../src/cluster/drills/measure.ts';
import { clusterRecipes, interpreterOf } from './support/recipe.ts';
import { RecipeWriter } from './support/recipe-writer.ts';
import { complete, formed, owners, replicasOf } from './support/shard-views.ts';
import { Shards } from './support/shards.ts';
import { until } from './support/waits.ts';

const password = `% &/#@"'\\$; x`;

test.each(clusterRecipes)(
  '$name writes again after a failover, and loses nothing in a planned one',
  async (recipe) => {
    if (interpreterOf(recipe.language) === undefined && process.env.CI !== 'true') return;
    const shards = await formed(await Shards.open({ env: { redis_password: password } }));
    const sentinels = shards.nodes.slice(0, 3).map((node) => shards.server(node).at);
    const target = {
      sentinels,
      masterName: '',
      timeouts: localTimeouts,
      password,
      sentinelPassword: undefined,
    };
    const writer = new RecipeWriter(recipe, target);
    const acks = () => writer.acks('plain');
    const writes = async (fromMs: number) =>
      until('writes', () => acks().filter(({ atMs }) => atMs > fromMs).length > 100).catch(() => {
        throw new Error(`no writes: ${writer.errors}`);
      });
    await writes(0);
    const gaps: number[] = [];
    let lost = 0;
    for (const fault of ['stop', 'kill'] as const) {
      const [master] = await owners(shards);
      const [replica] = master ? await replicasOf(shards, master) : [];
      if (!master || !replica) throw new Error('no master with a replica');
      const fromMs = Date.now();
      await shards[fault](master);
      await until('the replica leads', async () => (await owners(shards)).includes(replica));
      const toMs = Date.now() + 2000;
      await writes(toMs);
      gaps.push(longestGap(acks(), { fromMs, toMs }).ms);
      await shards.start(master);
      await complete(shards);
      if (fault === 'stop') lost = await missing(shards, writer);
    }
    expect(lost).toBe(0);
    await writer.stop();
    process.stderr.write(`${recipe.name}: ${gaps.map((ms) => Math.round(ms)).join(' and ')} ms\n`);
    expect(gaps[0]).toBeLessThan(3000);
    expect(gaps[1]).toBeLessThan(8000);
  },
  120_000,
);

/** How many of its acknowledged keys no node has. */
async function missing(shards: Shards, writer: RecipeWriter): Promise<number> {
  const keys = writer.acks('plain').map(({ number }) => `${writer.name}:plain${number}`);
  const found = new Set<string>();
  for (const node of await owners(shards)) {
    const reply = await shards.ask(node, 'KEYS', '*');
    for (const key of Array.isArray(reply) ? reply : []) found.add(String(key));
  }
  return keys.filter((key) => !found.has(key)).length;
}
