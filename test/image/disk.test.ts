// A full disk: what cannot be written must not be replaced by what the last run left.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import { Sandbox } from './support/sandbox.ts';
import { smallDisk, whyNoDisk } from './support/small-disk.ts';
import { failedOver, lastDecision, until, whole } from './support/waits.ts';

beforeEach(({ skip }) => skip(whyNoDisk() !== undefined, whyNoDisk()));

test('a former master whose disk is full exits with 73, and is a replica once there is space', async () => {
  const cluster = await Sandbox.open();
  const old = cluster.node('n1');
  const disk = smallDisk(old);
  await cluster.startAll();
  expect(await whole(cluster)).toBe(old);
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  disk.fill();
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  expect(await old.ended).toBe(73);
  expect(cluster.log(old)).toContain('starting as a replica of');
  expect(lastDecision(cluster, old)).toMatch(
    /master: cannot write \S+redis\.conf: No space left on device$/,
  );
  disk.free();
  await cluster.start(old);
  await until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });
  expect(await seen.stop()).toEqual([next.name]);
});

test('a sentinel whose disk is full exits with 73', async () => {
  const cluster = await Sandbox.open({ replicas: 0, sentinels: 1 });
  const sentinel = cluster.node('s1');
  const disk = smallDisk(sentinel);
  disk.fill();
  await cluster.startAll();
  expect(await sentinel.ended).toBe(73);
  expect(cluster.log(sentinel)).toContain('.conf: No space left on device');
});

test('a master whose disk was full rewrites its append-only file, which would not load again', async () => {
  const cluster = await Sandbox.open({ replicas: 0, env: { min_replicas_to_write: '0' } });
  const master = cluster.node('n1');
  const disk = smallDisk(master);
  await cluster.startAll();
  const write = async (key: string) => cluster.ask(master, 'SET', key, 'x'.repeat(100));
  await until('writes', async () => (await write('first')) === 'OK');
  // Redis writes a file that it opened during a rewrite on behind a write that was cut off.
  await cluster.ask(master, 'BGREWRITEAOF');
  const rewrites = async () => {
    const info = String(await cluster.ask(master, 'INFO', 'persistence'));
    return info.includes('aof_rewrite_in_progress:0') && info.includes('aof_base_size:');
  };
  await until('the rewrite', rewrites);
  await write('second');
  disk.fill();
  await until('refused writes', async () => {
    for (let key = 0; key < 20; key += 1) await write(`full-${key}`);
    return (await write('refused')) === undefined;
  });
  const keys = await cluster.ask(master, 'DBSIZE');
  disk.free();
  await until('its rewrite', () => cluster.log(master).includes('rewriting the append-only file'));
  await until('writes', async () => (await write('last')) === 'OK');
  await until('the rewrite', rewrites);
  await sleep(1200); // appendfsync everysec
  await cluster.kill(master);
  await cluster.start(master);
  await until('its data', async () =>
    String(await cluster.ask(master, 'GET', 'last')).startsWith('xxx'),
  );
  expect(await cluster.ask(master, 'DBSIZE')).toBe(Number(keys) + 1);
});
