// Faults of a Redis Cluster: what is promoted, what comes back, and which acknowledged writes are lost.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fileWritten } from './support/kill-all.ts';
import { complete, formed, idOf, owners, replicasOf, seenBy } from './support/shard-views.ts';
import { ShardWriter } from './support/shard-writer.ts';
import { Shards, type Shard, type ShardsOptions } from './support/shards.ts';
import { decisions, until } from './support/waits.ts';

/** A cluster that is written to, one of its masters, and the replica of that. */
async function written(
  options: ShardsOptions = {},
): Promise<{ shards: Shards; master: Shard; replica: Shard; writer: ShardWriter }> {
  const shards = await formed(await Shards.open(options));
  const writer = new ShardWriter(shards);
  await writer.more(200);
  const [master] = await owners(shards);
  const [replica] = master ? await replicasOf(shards, master) : [];
  if (master === undefined || replica === undefined) throw new Error('no master with a replica');
  // The helper looks once a second whether its node has had all data.
  await until('the replica was seen in sync', () =>
    existsSync(path.join(replica.dataDir, '.synced')),
  );
  return { shards, master, replica, writer };
}

const isOwner = async (shards: Shards, node: Shard) => (await owners(shards)).includes(node);

test('a killed master is replaced, and comes back as a replica', async () => {
  const { shards, master, replica, writer } = await written();
  await shards.kill(master);
  await until('the replica leads', async () => isOwner(shards, replica));
  await writer.more(200);
  await shards.start(master);
  await complete(shards);
  expect(await isOwner(shards, replica)).toBe(true);
  await writer.more(100);
  // A replica confirms nothing before the client has its answer: what the master had just acknowledged can be lost.
  expect(await writer.lost()).toBeLessThan(20);
});

test('a killed master that is back at once gives way to its replica, which has all writes', async () => {
  // Redis itself promotes no replica meanwhile, however long the start takes.
  const { shards, master, replica, writer } = await written({ env: { node_timeout_ms: '20000' } });
  await shards.kill(master);
  await shards.start(master);
  await until('the replica leads', async () => isOwner(shards, replica));
  await complete(shards);
  await writer.more(100);
  expect(shards.log(master)).toContain(`handing over to ${replica.address} 6379 before starting`);
  expect(await writer.lost()).toBeLessThan(20);
});

test.each([0, 4000])(
  'a master that lost its volume comes back after %d ms as a new node, and its replica leads',
  async (afterMs) => {
    const { shards, master, replica, writer } = await written();
    await writer.stop();
    const old = await idOf(shards, master);
    await shards.kill(master);
    await shards.wipe(master);
    await sleep(afterMs);
    await shards.start(master);
    await until('the replica leads', async () => isOwner(shards, replica));
    await complete(shards);
    const views = await Promise.all(shards.nodes.map(async (node) => seenBy(shards, node)));
    expect(views.flat().map(({ id }) => id)).not.toContain(old);
    expect(await writer.lost()).toBe(0);
  },
);

test('a master whose data is gone, but not its id, gives way to its replica', async () => {
  const { shards, master, replica, writer } = await written();
  await writer.stop();
  await shards.kill(master);
  shards.loseData(master);
  await shards.start(master);
  await complete(shards);
  expect(await isOwner(shards, replica)).toBe(true);
  expect(await writer.lost()).toBe(0);
});

test('a replica that lost its volume joins again, and its old id is forgotten', async () => {
  const { shards, master, replica, writer } = await written();
  await shards.kill(replica);
  await shards.wipe(replica);
  await shards.start(replica);
  await complete(shards);
  expect(await replicasOf(shards, master)).toEqual([replica]);
  expect(decisions(shards.log(replica)).at(-1)).toContain(
    'it is the master with fewest replicas (0)',
  );
  expect(await writer.lost()).toBe(0);
});

test('a master that is stopped hands over first, and no write is lost', async () => {
  const { shards, master, replica, writer } = await written();
  const { code } = await shards.stop(master);
  expect(code).toBe(0);
  expect(await isOwner(shards, replica)).toBe(true);
  expect(decisions(shards.log(master)).at(-1)).toContain('stopped');
  await shards.start(master);
  await complete(shards);
  expect(await writer.lost()).toBe(0);
});

test.each(['new', 'exchanged'] as const)(
  'a cluster whose addresses are all %s finds itself again',
  async (how) => {
    const { shards, writer } = await written();
    await writer.stop();
    const ids = await Promise.all(shards.nodes.map(async (node) => idOf(shards, node)));
    await Promise.all(shards.nodes.map(async (node) => shards.stop(node)));
    if (how === 'new') await shards.renumber();
    else shards.rotate();
    await shards.startAll();
    await complete(shards);
    expect(await Promise.all(shards.nodes.map(async (node) => idOf(shards, node)))).toEqual(ids);
    const after = new ShardWriter(shards);
    await after.more(50);
    await after.stop();
    expect(await writer.lostFor(after)).toBe(0);
  },
);

test('a cluster that was killed as a whole has all of its data', async () => {
  const { shards, writer } = await written();
  await writer.stop();
  await Promise.all(shards.nodes.map(async (node) => fileWritten(shards, node)));
  await Promise.all(shards.nodes.map(async (node) => shards.kill(node)));
  await shards.startAll();
  await complete(shards);
  expect(await writer.lost()).toBe(0);
});

test('without a majority of the masters nothing is accepted, and all is well when they are back', async () => {
  const { shards, writer } = await written();
  const [first, second, third] = await owners(shards);
  if (!first || !second || !third) throw new Error('three masters');
  for (const node of [first, second]) {
    await fileWritten(shards, node);
    await shards.kill(node);
  }
  await until('the third stops', async () =>
    String(await shards.ask(third, 'CLUSTER', 'INFO')).includes('cluster_state:fail'),
  );
  // What was acknowledged before can still be in a socket.
  const acknowledged = await writer.paused();
  await sleep(6000);
  expect(writer.count).toBe(acknowledged);
  expect((await owners(shards)).map(({ name }) => name)).toEqual([third.name]);
  await shards.start(first);
  await shards.start(second);
  await complete(shards);
  await writer.more(50);
  expect(await writer.lost()).toBeLessThan(20);
});
