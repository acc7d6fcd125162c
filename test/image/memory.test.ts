// What a node stores, and how it handles outdated state: addresses that have changed, a broken
// configuration file, an id that must stay the same.
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Reply } from '../../src/redis/resp.ts';
import { fieldsOf } from '../../src/redis/fields.ts';
import { decisions, epochs, started, until, viewOf, whole } from './support/waits.ts';
import { killAll } from './support/kill-all.ts';
import { mastersSeen } from './support/masters.ts';
import { Sandbox, type Node } from './support/sandbox.ts';

const confOf = (node: Node): string =>
  readFileSync(path.join(node.dataDir, 'sentinel.conf'), 'utf8');

/** The configuration lines with the state of a sentinel: its id, its peers and its epoch. */
const memoryOf = (node: Node): string[] =>
  confOf(node)
    .split('\n')
    .filter((line) => /^sentinel (myid|monitor|config-epoch|current-epoch|known-)/.test(line))
    .toSorted();

async function restart(cluster: Sandbox, node: Node): Promise<void> {
  await cluster.stop(node);
  await cluster.start(node);
  await until(`${node.name} answers`, async () => (await viewOf(cluster, node)).ip !== undefined);
}

async function written(cluster: Sandbox) {
  const probe = cluster.probe();
  await probe.steady(1500);
  await sleep(2500); // The keeper records its node every two seconds.
  await probe.stop();
  return probe;
}

test('the old master leads again within 30 s, without lost writes, when all addresses change', async () => {
  const [cluster, master] = await started();
  const probe = await written(cluster);
  await killAll(cluster);
  await cluster.renumber();
  const seen = mastersSeen(cluster);
  await cluster.startAll();
  expect(await whole(cluster, 30_000)).toBe(master);
  expect(await seen.stop()).toEqual([master.name]);
  expect(await cluster.lost(probe, master)).toBe(0);
});

test('the master stays the same when the data nodes swap addresses', async () => {
  // No server has the master's old address until the master has started elsewhere.
  const [cluster, master] = await started({ env: { down_after_ms: '10000' } });
  const probe = await written(cluster);
  await killAll(cluster);
  const addresses = cluster.data.map((node) => node.address);
  for (const [i, node] of cluster.data.entries()) node.address = addresses[(i + 1) % 3] ?? '';
  const seen = mastersSeen(cluster);
  await cluster.startAll();
  expect(await whole(cluster, 30_000)).toBe(master);
  expect(await seen.stop()).toEqual([master.name]);
  expect(await cluster.lost(probe, master)).toBe(0);
});

test('a sentinel restarted twice keeps its id, its epoch and its peers', async () => {
  const [cluster] = await started({ env: { redis_password: `a b"#`, sentinel_password: `'\\ "` } });
  const node = cluster.node('s1');
  await until('it knows all', () => memoryOf(node).length === 8);
  const before = memoryOf(node);
  for (const round of [1, 2]) {
    await restart(cluster, node);
    expect(memoryOf(node), `after restart ${round}`).toEqual(before);
  }
  await whole(cluster);
  expect(new Set(cluster.sentinels.map((each) => /myid (\w+)/.exec(confOf(each))?.[1])).size).toBe(
    3,
  );
});

test('a sentinel that lost its volume returns with the same id and is counted once', async () => {
  const [cluster, master] = await started();
  const node = cluster.node('s2');
  const id = /myid (\w+)/.exec(confOf(node))?.[1];
  await cluster.kill(node);
  writeFileSync(path.join(node.dataDir, 'sentinel.conf'), '');
  await cluster.start(node);
  expect(await whole(cluster)).toBe(master);
  expect(/myid (\w+)/.exec(confOf(node))?.[1]).toBe(id);
  expect((await viewOf(cluster, cluster.node('s1')))['num-other-sentinels']).toBe('2');
});

// As a pod on the network of another machine: its host name is that of the machine.
test('a sentinel with a name of its own returns elsewhere without its volume, and is counted once', async () => {
  const cluster = await Sandbox.open();
  for (const each of cluster.sentinels) each.env = { instance_name: `shop-${each.name}` };
  await cluster.startAll();
  const master = await whole(cluster);
  const node = cluster.node('s2');
  const id = /myid (\w+)/.exec(confOf(node))?.[1];
  await cluster.kill(node);
  writeFileSync(path.join(node.dataDir, 'sentinel.conf'), '');
  node.address = node.address.replace(/\d+$/, '109');
  await cluster.start(node);
  expect(await whole(cluster)).toBe(master);
  expect(/myid (\w+)/.exec(confOf(node))?.[1]).toBe(id);
  expect((await viewOf(cluster, cluster.node('s1')))['num-other-sentinels']).toBe('2');
});

test('removes lines that would stop Sentinel, keeps its state and a copy of the file, and logs both', async () => {
  const [cluster, master] = await started();
  const node = cluster.node('s3');
  await until('it knows all', () => memoryOf(node).length === 8);
  const before = memoryOf(node);
  await cluster.kill(node);
  const conf = path.join(node.dataDir, 'sentinel.conf');
  appendFileSync(conf, 'sentinel known-replica mymaster  6379\nthis is not a setting\n');
  await cluster.start(node);
  expect(await whole(cluster)).toBe(master);
  expect(memoryOf(node)).toEqual(before);
  const copy = readdirSync(node.dataDir).find((name) => /^sentinel\.conf\.\d/.test(name));
  expect(readFileSync(path.join(node.dataDir, copy ?? ''), 'utf8')).toContain(
    'this is not a setting',
  );
  expect(decisions(cluster.log(node)).join('\n')).toMatch(
    /sentinel known-replica; ?\d+: this.*saved a copy as/s,
  );
});

test('reports a data directory that is not writable and exits with 73', async () => {
  const cluster = await Sandbox.open({ replicas: 0, sentinels: 1 });
  const node = cluster.node('n1');
  mkdirSync(node.dataDir);
  chmodSync(node.dataDir, 0o555);
  await cluster.start(node);
  expect(await node.ended).toBe(73);
  expect(cluster.log(node)).toContain(`${node.dataDir} is not writable for user`);
  chmodSync(node.dataDir, 0o755);
});

test('a sentinel that was down during a failover adopts the new master', async () => {
  const [cluster, master] = await started();
  const away = cluster.node('s1');
  await cluster.kill(away);
  await cluster.stop(master);
  await until('a new master', async () => (await cluster.masters()).length === 1);
  await cluster.start(master);
  await cluster.start(away);
  await whole(cluster);
  const agreed = async () => (await epochs(cluster)).every((epoch) => epoch === '1');
  await until('one epoch on all', agreed);
  const masters = await cluster.masters();
  expect(masters).not.toContain(master);
  // Eight seconds after its restart a sentinel reconfigures nodes with an unexpected role.
  await sleep(10_000);
  expect(await cluster.masters()).toEqual(masters);
  for (const node of cluster.sentinels)
    expect(cluster.log(node)).not.toContain('+convert-to-slave');
});

test('a restarted sentinel does not list the master among the replicas', async () => {
  const [cluster, master] = await started();
  const away = cluster.node('s1');
  await cluster.kill(away);
  await cluster.stop(master);
  const next = await until('a new master', async () => (await cluster.masters())[0]);
  await cluster.start(away);
  await until('its answer', async () => (await viewOf(cluster, away)).ip === next.address);
  const listed = await cluster.ask(away, 'SENTINEL', 'REPLICAS', 'mymaster');
  const places = Array.isArray(listed) ? listed.map((one) => fieldsOf(one as Reply).get('ip')) : [];
  expect(places).not.toContain(next.address);
  expect(places).toContain(master.address);
});
