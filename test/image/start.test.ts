// A master that returns after a failover asks the sentinels for the current master.
import { expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import type { Node, Sandbox } from './support/sandbox.ts';
import { failedOver, lastDecision, started, until, viewOf, views, whole } from './support/waits.ts';

test('an old master joins as a replica and is never a second master', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  // It leads before all sentinels are notified.
  await until('two sentinels name it', async () => {
    const named = (await views(cluster)).filter(({ ip }) => ip === next.address);
    return named.length >= 2;
  });
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await whole(cluster);
  expect(await seen.stop()).toEqual([next.name]);
  expect(lastDecision(cluster, old)).toMatch(
    new RegExp(`starting as a replica of ${next.address} 6379: [23] of 3 sentinels name it`),
  );
});

/** Waits until the old master has a working link to its new master. */
const follows = async (cluster: Sandbox, old: Node) =>
  until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });

test('an old master does not become a second master while only one sentinel answers', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await cluster.kill(cluster.node('s1'));
  await cluster.kill(cluster.node('s3'));
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await follows(cluster, old);
  expect(await seen.stop()).toEqual([next.name]);
});

/** Kills the master and leaves one sentinel, which still names it. Returns the new master. */
async function missedFailover(
  cluster: Sandbox,
  old: Node,
  beforeSentinelsDie = async () => {},
): Promise<Node> {
  const [s1, s2, s3] = cluster.sentinels;
  if (s1 === undefined || s2 === undefined || s3 === undefined) throw new Error('three sentinels');
  // It restarts with its old state, and finds only the old master by name.
  await cluster.kill(s2);
  s2.env = { redis_hosts: old.address };
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await until('the failover ends', async () => (await viewOf(cluster, s1)).ip === next.address);
  await beforeSentinelsDie();
  await Promise.all([cluster.kill(s1), cluster.kill(s3)]);
  await cluster.start(s2);
  await until('it answers', async () => (await viewOf(cluster, s2)).ip === old.address);
  return next;
}

test('an old master stays a replica if the only sentinel has missed the failover', async () => {
  const [cluster, old] = await started();
  const probe = cluster.probe();
  await probe.steady();
  const next = await missedFailover(cluster, old, async () => probe.steady());
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await follows(cluster, old);
  expect(lastDecision(cluster, old)).toContain(`starting as a replica of ${next.address} 6379`);
  await cluster.start(cluster.node('s1'));
  await cluster.start(cluster.node('s3'));
  await whole(cluster, 45_000);
  expect(await seen.stop()).toEqual([next.name]);
  await probe.steady();
  await probe.stop();
  expect(await cluster.lost(probe, next)).toBe(0);
});

test('an old master without a majority of sentinels waits for a new master that is slow to answer', async () => {
  const [cluster, old] = await started();
  const next = await missedFailover(cluster, old);
  cluster.signal(next, 'SIGSTOP');
  const seen = mastersSeen(cluster);
  await cluster.start(old);
  await until('it waits', () => cluster.log(old).includes('not all of its replicas answer'));
  cluster.signal(next, 'SIGCONT');
  await follows(cluster, old);
  expect(await seen.stop()).toEqual([next.name]);
});
