// A full disk: what cannot be written must not be replaced by what the last run left.
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
