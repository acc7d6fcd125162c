// More nodes, more masters, and what must not become part of a cluster.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rebalance, startRebalance } from './support/rebalance.ts';
import { complete, formed, owners, replicasOf, seenBy } from './support/shard-views.ts';
import { ShardWriter } from './support/shard-writer.ts';
import { Shards, type Shard } from './support/shards.ts';
import { decisions, until } from './support/waits.ts';

/** redis-cli moves each of 4096 slots by several commands, one slot after the other. */
const movingMs = 600_000;

/** Eight nodes from the start are four masters. */
const ofEight = { nodes: 8, env: { cluster_nodes: '8' } };

const slotsOf = async (shards: Shards, node: Shard) =>
  (await seenBy(shards, node))
    .filter(({ slots }) => slots !== '')
    .map(({ id, slots }) => `${id} ${slots}`)
    .toSorted();

test(
  'new nodes become replicas of the masters with fewest, and slots move only on command',
  async () => {
    const shards = await formed(await Shards.open());
    const [observer] = shards.nodes;
    if (!observer) throw new Error('no node');
    const writer = new ShardWriter(shards);
    await writer.more(100);
    const before = await slotsOf(shards, observer);
    const added = [shards.add(), shards.add()];
    await Promise.all(added.map(async (node) => shards.start(node)));
    await complete(shards);
    // Two that join at the same time can choose the same master; then a replica moves.
    const counts = async () => {
      const masters = await owners(shards);
      const lists = await Promise.all(masters.map(async (master) => replicasOf(shards, master)));
      return lists.map(({ length }) => length).toSorted((a, b) => a - b);
    };
    await expect.poll(counts).toEqual([1, 2, 2]);
    expect(await slotsOf(shards, observer)).toEqual(before);

    // Eight nodes with one replica for each master are four masters.
    const written = writer.count;
    const { status, text } = await rebalance(shards, observer);
    expect(text).toContain('done: 4 masters have slots');
    expect(status).toBe(0);
    expect(writer.count - written).toBeGreaterThan(100);
    await complete(shards, { masters: 4 });
    await writer.more(100);
    expect(await writer.lost()).toBe(0);
  },
  movingMs,
);

test(
  'an interrupted rebalance is continued by the next one',
  async () => {
    const shards = await formed(await Shards.open(ofEight), { masters: 4 });
    const [first] = await owners(shards);
    if (!first) throw new Error('no master');
    const writer = new ShardWriter(shards);
    await writer.more(100);
    // Fewer masters: one gives all of its slots away, and becomes a replica.
    const before = await slotsOf(shards, first);
    const killed = startRebalance(shards, first, '3');
    await until(
      'some slots have moved',
      async () => (await slotsOf(shards, first)).join() !== before.join(),
      120_000,
    );
    killed.kill();
    await killed.ended;
    // A slot whose move has begun, as when the command is killed while it moves the slot.
    const views = await seenBy(shards, first);
    const [own, other] = [true, false].map((isOwn) =>
      views.find(({ flags, slots }) => slots !== '' && flags.includes('myself') === isOwn),
    );
    const slot = own?.slots.split('-')[0] ?? '';
    expect(await shards.ask(first, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', other?.id ?? '')).toBe(
      'OK',
    );
    const { status, text } = await rebalance(shards, first, '3');
    expect(text).toContain('slots are open since an interruption; closing them');
    expect(text).toContain('done: 3 masters have slots');
    expect(status).toBe(0);
    await complete(shards);
    expect(await writer.lost()).toBe(0);
  },
  movingMs,
);

test('rebalance refuses what a cluster cannot be', async () => {
  const shards = await formed(await Shards.open());
  const [node] = shards.nodes;
  if (!node) throw new Error('no node');
  expect((await rebalance(shards, node, '2')).text).toContain(
    '2 masters are too few; allowed: 3 or more',
  );
  expect((await rebalance(shards, node, '7')).text).toContain('7 masters are too many for 6 nodes');
  expect(await rebalance(shards, node, 'x')).toMatchObject({ status: 64 });
});

test('rebalance leaves nothing that the user of the node cannot replace', async () => {
  const shards = await formed(await Shards.open());
  const [node] = shards.nodes;
  if (!node) throw new Error('no node');
  const { uid } = statSync(node.dataDir);
  // As root leaves it that is interrupted while it writes.
  writeFileSync(path.join(node.dataDir, '.peers.new'), '', { mode: 0o600 });
  expect((await rebalance(shards, node, '2')).text).toContain('2 masters are too few');
  const files = readdirSync(node.dataDir).filter((name) => name.startsWith('.'));
  expect(files).toContain('.peers');
  const others = files.filter((name) => statSync(path.join(node.dataDir, name)).uid !== uid);
  expect(others).toEqual([]);
});

test('nodes of two services that find each other never become one cluster', async () => {
  const shards = await Shards.open({ nodes: 12, env: { cluster_replicas: '1' } });
  for (const [index, node] of shards.nodes.entries())
    node.env = { ...node.env, cluster_name: index % 2 === 0 ? 'orders' : 'users' };
  await shards.startAll();
  const [even, odd] = [0, 1].map((rest) => shards.nodes.filter((_, index) => index % 2 === rest));
  await complete(shards, { nodes: even ?? [] });
  await complete(shards, { nodes: odd ?? [] });
  expect(decisions(shards.logs()).join('\n')).toContain('belongs to the cluster');
});

test('two clusters of one name stay two, and a new node that finds both joins neither', async () => {
  const first = await formed(await Shards.open());
  const second = await formed(await Shards.open());
  const both = [...first.nodes, ...second.nodes].map(({ address }) => address).join(',');
  const lost = first.add({ cluster_hosts: both });
  await first.start(lost);
  await until('it waits', () => first.log(lost).includes('belong to two clusters'));
  const sizes = new Set<number>();
  for (const shards of [first, second])
    for (const node of shards.nodes)
      if (node !== lost) sizes.add((await seenBy(shards, node)).length);
  expect([...sizes]).toEqual([6]);
});
