// Who is master is asked, not assumed: first starts, returns, restarts of all.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { decisions, epochs, failedOver, until, viewOf, whole, writerOf } from './support/drill.ts';
import { mastersSeen } from './support/masters.ts';
import { type Node, Sandbox } from './support/sandbox.ts';

let sandbox: Sandbox | undefined;

afterEach(async () => sandbox?.destroy());

async function started(
  options: ConstructorParameters<typeof Sandbox>[0] = {},
): Promise<[Sandbox, Node]> {
  const made = new Sandbox(options);
  sandbox = made;
  made.startAll();
  return [made, await whole(made)];
}

function wipe(node: Node): void {
  for (const name of readdirSync(node.dataDir))
    rmSync(path.join(node.dataDir, name), { recursive: true });
}

const lastDecision = (cluster: Sandbox, node: Node): string =>
  decisions(cluster.log(node)).at(-1) ?? '';

async function coldStart(options: ConstructorParameters<typeof Sandbox>[0]): Promise<string[]> {
  const cluster = new Sandbox(options);
  const seen = mastersSeen(cluster);
  try {
    cluster.startAll();
    await whole(cluster);
    return await seen.stop();
  } finally {
    await seen.stop();
    await cluster.destroy();
  }
}

test(
  'twenty times all at once from nothing: exactly one master each time',
  { timeout: 240_000 },
  async () => {
    for (let pair = 0; pair < 10; pair += 1) {
      const shells = ['/bin/sh', '/usr/bin/busybox'];
      const starts = await Promise.all(shells.map(async (shell) => coldStart({ shell })));
      expect(starts).toEqual([['n1'], ['n1']]);
    }
  },
);

test('three nodes of the role master at once: one of them leads', { timeout: 60_000 }, async () => {
  expect(await coldStart({ roles: 'all masters' })).toEqual(['n1']);
});

test('an old master joins as a replica and is never a second master', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  const seen = mastersSeen(cluster);
  cluster.start(old);
  await whole(cluster);
  expect(await seen.stop()).toEqual([next.name]);
  // The third may be told a moment after the old master asks.
  expect(lastDecision(cluster, old)).toMatch(
    new RegExp(`starting as a replica of ${next.address} 6379: [23] of 3 sentinels name it`),
  );
});

test('an old master is no second master while one sentinel answers', async () => {
  const [cluster, old] = await started();
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await cluster.kill(cluster.node('s1'));
  await cluster.kill(cluster.node('s3'));
  const seen = mastersSeen(cluster);
  cluster.start(old);
  await until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });
  expect(await seen.stop()).toEqual([next.name]);
});

test('nor where that one has missed the failover, and still names it', async () => {
  const [cluster, old] = await started();
  const writer = writerOf(cluster);
  await writer.steady();
  const [s1, s2, s3] = cluster.sentinels;
  if (s1 === undefined || s2 === undefined || s3 === undefined) throw new Error('three sentinels');
  // It comes back with its old memory, and names lead it to the old master only.
  await cluster.kill(s2);
  s2.env = { redis_hosts: old.address };
  await cluster.kill(old);
  const next = await failedOver(cluster, old);
  await writer.steady();
  await Promise.all([cluster.kill(s1), cluster.kill(s3)]);
  cluster.start(s2);
  await until('it answers', async () => (await viewOf(cluster, s2)).ip === old.address);
  const seen = mastersSeen(cluster);
  cluster.start(old);
  await until('it follows', async () => {
    const role = await cluster.ask(old, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });
  expect(lastDecision(cluster, old)).toContain(`starting as a replica of ${next.address} 6379`);
  cluster.start(s1);
  cluster.start(s3);
  await whole(cluster, 45_000);
  expect(await seen.stop()).toEqual([next.name]);
  await writer.steady();
  await writer.stop();
  expect(await writer.lost(cluster.endpoint(next))).toBe(0);
}, 120_000);

test('killed, and back with empty data: handed over first, nothing lost, even with down-after 30 s', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '30000' } });
  const writer = writerOf(cluster);
  await writer.steady(1500);
  const from = writer.mark();
  await cluster.kill(old);
  wipe(old);
  await sleep(500);
  cluster.start(old);
  const next = await failedOver(cluster, old);
  await writer.steady();
  expect(writer.longestGapMs(from)).toBeLessThanOrEqual(3000);
  await whole(cluster);
  await writer.stop();
  expect(await writer.lost(cluster.endpoint(next))).toBe(0);
  expect(await writer.lost(cluster.endpoint(old))).toBe(0);
  expect(decisions(cluster.log(old)).join('\n')).toContain('its data is empty: handing over to');
});

test('killed, and back in time with its data: master as before, without a failover', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '5000' } });
  const writer = writerOf(cluster);
  await writer.steady();
  await cluster.kill(old);
  cluster.start(old);
  await until('it leads again', async () => (await cluster.masters()).includes(old));
  await writer.steady();
  await writer.stop();
  expect(await writer.lost(cluster.endpoint(old))).toBe(0);
  expect(await epochs(cluster)).toEqual(['0', '0', '0']);
  expect(lastDecision(cluster, old)).toContain('starting as master: 3 sentinels name this node');
});

test('all stopped and started: the same master, which a failover had made, and the same epoch', async () => {
  const [cluster, old] = await started();
  const writer = writerOf(cluster);
  await writer.steady();
  await cluster.kill(old);
  const master = await failedOver(cluster, old);
  await writer.steady();
  await writer.stop();
  for (const node of cluster.nodes) await cluster.kill(node);
  const seen = mastersSeen(cluster);
  cluster.startAll();
  expect(await whole(cluster)).toBe(master);
  expect(await seen.stop()).toEqual([master.name]);
  expect(await epochs(cluster)).toEqual(['1', '1', '1']);
  expect(await writer.lost(cluster.endpoint(master))).toBe(0);
}, 90_000);

test('all stopped, and the master lost its volume: a replica with the data leads', async () => {
  const [cluster, master] = await started();
  const writer = writerOf(cluster);
  await writer.steady(1500);
  await writer.stop();
  for (const node of cluster.nodes) await cluster.kill(node);
  wipe(master);
  cluster.startAll();
  const next = await whole(cluster);
  expect(next).not.toBe(master);
  expect(await writer.lost(cluster.endpoint(next))).toBe(0);
}, 90_000);

test('data that a rewrite moved into the base file is not taken for none', async () => {
  const [cluster, master] = await started({ env: { down_after_ms: '5000' } });
  const writer = writerOf(cluster);
  await writer.steady();
  await writer.stop();
  await cluster.ask(master, 'BGREWRITEAOF');
  await until('the rewrite', async () =>
    String(await cluster.ask(master, 'INFO', 'persistence')).includes('aof_rewrite_in_progress:0'),
  );
  await cluster.kill(master);
  cluster.start(master);
  expect(await whole(cluster)).toBe(master);
  expect(lastDecision(cluster, master)).toContain('starting as master: 3 sentinels name this node');
});
