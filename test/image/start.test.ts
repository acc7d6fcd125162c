// A master that returns after a failover asks the sentinels for the current master.
import { expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import { failedOver, lastDecision, started, until, viewOf, whole } from './support/waits.ts';

test('an old master joins as a replica and is never a second master', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await whole(cluster);
  expect(await seen.stop()).toEqual([next.name]);
  // The third sentinel is possibly notified just after the old master asks.
  expect(lastDecision(cluster, old)).toMatch(
    new RegExp(`starting as a replica of ${next.address} 6379: [23] of 3 sentinels name it`),
  );
});

test('an old master does not become a second master while only one sentinel answers', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await cluster.kill(cluster.node('s1'));
  await cluster.kill(cluster.node('s3'));
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });
  expect(await seen.stop()).toEqual([next.name]);
});

test('an old master stays a replica if the only sentinel has missed the failover', async () => {
  const [cluster, old] = await started();
  const probe = cluster.probe();
  await probe.steady();
  const [s1, s2, s3] = cluster.sentinels;
  if (s1 === undefined || s2 === undefined || s3 === undefined) throw new Error('three sentinels');
  // It restarts with its old state, and finds only the old master by name.
  await cluster.kill(s2);
  s2.env = { redis_hosts: old.address };
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await probe.steady();
  await Promise.all([cluster.kill(s1), cluster.kill(s3)]);
  await cluster.start(s2);
  await until('it answers', async () => (await viewOf(cluster, s2)).ip === old.address);
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });
  expect(lastDecision(cluster, old)).toContain(`starting as a replica of ${next.address} 6379`);
  await cluster.start(s1);
  await cluster.start(s3);
  await whole(cluster, 45_000);
  expect(await seen.stop()).toEqual([next.name]);
  await probe.steady();
  await probe.stop();
  expect(await cluster.lost(probe, next)).toBe(0);
}, 120_000);
