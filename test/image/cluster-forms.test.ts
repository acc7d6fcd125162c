// Nodes of the role cluster that start at once from nothing form one cluster.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSharded } from '../../src/redis/read-sharded.ts';
import { formed, formers, owners, replicasOf, seenBy } from './support/shard-views.ts';
import { Shards, type Shard } from './support/shards.ts';
import { until } from './support/waits.ts';

const shells = [['sh'], ['busybox', 'sh']];

test.each(shells)('six nodes that start at once form one cluster, run by %s', async (...shell) => {
  const shards = await formed(await Shards.open({ shell }));
  expect(await formers(shards)).toHaveLength(1);
});

test('when the former is done, every node knows who has which slots', async () => {
  const shards = await Shards.open();
  await shards.startAll();
  await formers(shards);
  const views = await Promise.all(shards.nodes.map(async (node) => seenBy(shards, node)));
  const counts = views.map((seen) =>
    seen
      .flatMap(({ slots }) => slots.match(/\d+-\d+/g) ?? [])
      .map((range) => range.split('-').map(Number))
      .reduce((sum, [from = 0, to = -1]) => sum + to - from + 1, 0),
  );
  expect(counts).toEqual(shards.nodes.map(() => 16_384));
});

test('no write is accepted before every replica has a copy, even where shards do not need each other', async () => {
  const shards = await Shards.open({ env: { require_full_coverage: 'no' } });
  await shards.startAll();
  // One for the slots of each of the three masters: a node answers MOVED to those of the others.
  const keys = ['n1', 'n4', 'n2'];
  const accepts = async (node: Shard) => {
    const replies = keys.map(async (key) => shards.ask(node, 'SET', key, 'yes').catch(() => ''));
    return (await Promise.all(replies)).includes('OK');
  };
  await until('a write is accepted', async () =>
    (await Promise.all(shards.nodes.map(accepts))).includes(true),
  );
  const views = await Promise.all(shards.nodes.map(async (node) => seenBy(shards, node)));
  const isReplica = views.map((seen) =>
    seen.some(({ flags, master }) => flags.includes('myself') && master !== undefined),
  );
  const hasCopy = shards.nodes.map(({ dataDir }) => existsSync(path.join(dataDir, '.synced')));
  expect(isReplica.filter(Boolean)).toHaveLength(3);
  expect(hasCopy.filter((_, index) => isReplica[index])).toEqual([true, true, true]);
  const coverage = async (node: Shard) =>
    shards.ask(node, 'CONFIG', 'GET', 'cluster-require-full-coverage');
  await until('the shards do not need each other', async () =>
    (await Promise.all(shards.nodes.map(coverage))).every((reply) => String(reply).endsWith(',no')),
  );
});

test('no replica is on the host of its master, even on three hosts', async () => {
  const shards = await Shards.open({ hosts: ['a', 'a', 'b', 'b', 'c', 'c'] });
  await formed(shards);
  const masters = await owners(shards);
  expect(new Set(masters.map(({ env }) => env.host_id)).size).toBe(3);
  for (const master of masters) {
    const [replica, ...more] = await replicasOf(shards, master);
    expect(more).toEqual([]);
    expect(replica?.env.host_id).not.toBe(master.env.host_id);
  }
  const [first] = shards.nodes;
  const seen = await readSharded({
    nodes: [{ host: first?.address ?? '', port: 6379 }],
    timeoutMs: 2000,
  });
  const hosts = seen.snapshot?.dataNodes.map(({ hostId }) => hostId).toSorted();
  expect(hosts).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
});

test('nodes with a password form a cluster', async () => {
  const shards = await Shards.open({ env: { redis_password: 'a b"#$\\\'%&' } });
  await formed(shards);
  expect(await owners(shards)).toHaveLength(3);
});
