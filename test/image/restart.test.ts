// Which node is master when nodes restart with or without their data.
import { expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import { epochs, failedOver, lastDecision, started, until, whole } from './support/waits.ts';
import { wipe } from './support/wipe.ts';

test('a killed master that restarts in time with its data stays master, without a failover', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '5000' } });
  const probe = cluster.probe();
  await probe.steady();
  await cluster.kill(old);
  await cluster.start(old);
  await until('it leads again', async () => (await cluster.masters()).includes(old));
  await probe.steady();
  await probe.stop();
  expect(await cluster.lost(probe, old)).toBe(0);
  expect(await epochs(cluster)).toEqual(['0', '0', '0']);
  expect(lastDecision(cluster, old)).toContain('starting as master: 3 sentinels name this node');
});

test('a promoted master and the epoch stay the same when all nodes are stopped and started', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '5000' } });
  const probe = cluster.probe();
  await probe.steady();
  await cluster.kill(old);
  const master = await failedOver(cluster, old);
  await probe.steady();
  await probe.stop();
  for (const node of cluster.nodes) await cluster.kill(node);
  const seen = mastersSeen(cluster);
  await cluster.startAll();
  expect(await whole(cluster)).toBe(master);
  expect(await seen.stop()).toEqual([master.name]);
  expect(await epochs(cluster)).toEqual(['1', '1', '1']);
  expect(await cluster.lost(probe, master)).toBe(0);
}, 90_000);

test('a replica with the data leads when all nodes restart and the master has lost its volume', async () => {
  const [cluster, master] = await started();
  const probe = cluster.probe();
  await probe.steady(1500);
  await probe.stop();
  for (const node of cluster.nodes) await cluster.kill(node);
  wipe(master);
  await cluster.startAll();
  const next = await whole(cluster);
  expect(next).not.toBe(master);
  expect(await cluster.lost(probe, next)).toBe(0);
}, 90_000);

test('a node detects data that a rewrite moved into the base file', async () => {
  const [cluster, master] = await started({ env: { down_after_ms: '5000' } });
  const probe = cluster.probe();
  await probe.steady();
  await probe.stop();
  await cluster.ask(master, 'BGREWRITEAOF');
  await until('the rewrite', async () =>
    String(await cluster.ask(master, 'INFO', 'persistence')).includes('aof_rewrite_in_progress:0'),
  );
  await cluster.kill(master);
  await cluster.start(master);
  expect(await whole(cluster)).toBe(master);
  expect(lastDecision(cluster, master)).toContain('starting as master: 3 sentinels name this node');
});
