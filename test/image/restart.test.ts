// Which node is master when nodes restart with or without their data.
import { expect, test } from 'vitest';
import { killAll } from './support/kill-all.ts';
import { mastersSeen } from './support/masters.ts';
import { decisions, epochs, failedOver, oneEpoch, started, until, whole } from './support/waits.ts';
import { wipe } from './support/wipe.ts';

test('a killed master that restarts in time hands over to a replica, without a failover', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '15000' } });
  const probe = cluster.probe();
  await probe.steady();
  await cluster.kill(old);
  await cluster.start(old);
  const next = await failedOver(cluster, old);
  await probe.steady();
  await probe.stop();
  await whole(cluster);
  expect(await cluster.lost(probe, next)).toBe(0);
  expect(await epochs(cluster)).toEqual(['1', '1', '1']);
  for (const node of cluster.sentinels) expect(cluster.log(node)).not.toContain('+try-failover');
  expect(decisions(cluster.log(old)).join('\n')).toContain('it did not stop cleanly');
});

test('a promoted master and the epoch stay the same when all nodes are stopped and started', async () => {
  const [cluster, old] = await started({ env: { down_after_ms: '5000' } });
  const probe = cluster.probe();
  await probe.steady();
  await cluster.kill(old);
  const master = await failedOver(cluster, old);
  await probe.steady();
  await probe.stop();
  const epoch = await oneEpoch(cluster);
  await killAll(cluster);
  const seen = mastersSeen(cluster);
  await cluster.startAll();
  expect(await whole(cluster)).toBe(master);
  expect(await seen.stop()).toEqual([master.name]);
  expect(await oneEpoch(cluster)).toBe(epoch);
  expect(await cluster.lost(probe, master)).toBe(0);
});

test('a replica with the data leads when all nodes restart and the master has lost its volume', async () => {
  const [cluster, master] = await started();
  const probe = cluster.probe();
  await probe.steady(1500);
  await probe.stop();
  await killAll(cluster);
  wipe(master);
  await cluster.startAll();
  const next = await whole(cluster);
  expect(next).not.toBe(master);
  expect(await cluster.lost(probe, next)).toBe(0);
});

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
  await whole(cluster);
  expect(decisions(cluster.log(master)).join('\n')).toContain('it did not stop cleanly');
});
