// The recipes of docs/clients.md for a Redis Cluster, run as they are on the page while a master is killed and stopped.
import { expect, test } from 'vitest';
import { localTimeouts } from '../../src/redis/live-target.ts';
import { longestGap } from '../../src/cluster/drills/measure.ts';
import { timed } from '../support/timed.ts';
import { clusterRecipes, interpreterOf, type Recipe } from './support/recipe.ts';
import { RecipeWriter } from './support/recipe-writer.ts';
import { complete, formed, owners, replicasOf } from './support/shard-views.ts';
import { Shards } from './support/shards.ts';
import { until } from './support/waits.ts';

const password = `% &/#@"'\\$; x`;

const boundsMs = { stop: 3000, kill: 8000 };

/** How long a client of the page writes nothing after each fault, and what a planned one loses. */
async function measure(recipe: Recipe) {
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
  const gapAfter = async (fault: keyof typeof boundsMs) => {
    const [master] = await owners(shards);
    const [replica] = master ? await replicasOf(shards, master) : [];
    if (!master || !replica) throw new Error('no master with a replica');
    const fromMs = Date.now();
    await shards[fault](master);
    await until('the replica leads', async () => (await owners(shards)).includes(replica));
    const toMs = Date.now() + 2000;
    await writes(toMs);
    await shards.start(master);
    await complete(shards);
    return longestGap(acks(), { fromMs, toMs }).ms;
  };
  try {
    await writes(0);
    const stop = await gapAfter('stop');
    const lost = await missing(shards, writer);
    const kill = await gapAfter('kill');
    process.stderr.write(`${recipe.name}: ${Math.round(stop)} and ${Math.round(kill)} ms\n`);
    return { lost, gaps: { stop, kill } };
  } finally {
    await writer.stop();
    await shards.destroy();
  }
}

for (const recipe of clusterRecipes) {
  const isAbsent = interpreterOf(recipe.language) === undefined;
  // Under CI nothing is skipped: there the test fails without its interpreter.
  test.skipIf(isAbsent && process.env.CI !== 'true')(
    `${recipe.name} writes again after a failover, and loses nothing in a planned one`,
    async () =>
      timed(boundsMs, async () => {
        const { lost, gaps } = await measure(recipe);
        expect(lost).toBe(0);
        return gaps;
      }),
  );
}

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
