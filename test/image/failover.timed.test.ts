// How soon writes of a plain Sentinel client resume after the death of a master, without lost writes.
// Further faults hit what the watcher works with at the moment that it acts.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { median } from '../../src/cluster/drills/measure.ts';
import { timed } from '../support/timed.ts';
import { onEvent, onFirst } from './support/events.ts';
import type { Node, Sandbox } from './support/sandbox.ts';
import { slowDisk } from './support/slow-disk.ts';
import { failedOver, oneEpoch, started, until, whole } from './support/waits.ts';

const downAfterMs = 2000;
const worstMs = downAfterMs + 2000;
const nasty = { redis_password: `% &/#@"'\\$; x`, sentinel_password: `s"'\\ #%$;&/@` };

function secretFile(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'secret-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  chmodSync(dir, 0o755);
  writeFileSync(path.join(dir, 'password'), `from "a" file\n`);
  return path.join(dir, 'password');
}

/** Kills the master under writes and returns what a client saw, once the cluster is complete again. */
async function killed(cluster: Sandbox, master: Node) {
  const probe = cluster.probe();
  await probe.steady();
  const from = probe.mark();
  await cluster.kill(master);
  await failedOver(cluster, master);
  await probe.steady();
  const gapMs = probe.longestGapMs(from);
  await cluster.start(master);
  const next = await whole(cluster);
  await probe.stop();
  expect(await cluster.lost(probe, next)).toBe(0);
  return { gapMs, next };
}

const aborts = (cluster: Sandbox): string[] =>
  cluster.sentinels.flatMap((node) => cluster.log(node).match(/-failover-abort\S*|\+tilt/g) ?? []);

test('writes resume within down-after + 0.6 s after each of three kills in a row, with passwords', async () => {
  const bounds = { medianMs: downAfterMs + 600, worstMs, elections: 3, aborts: 0 };
  await timed(bounds, async () => {
    const [cluster, first] = await started({ env: nasty });
    const gaps: number[] = [];
    let master = first;
    for (let run = 0; run < 3; run += 1) {
      const { gapMs, next } = await killed(cluster, master);
      gaps.push(gapMs);
      master = next;
    }
    const elections = await oneEpoch(cluster);
    const counts = { elections, aborts: aborts(cluster).length };
    await cluster.destroy();
    return { medianMs: median(gaps), worstMs: Math.max(...gaps), ...counts };
  });
});

test('Sentinel completes a failover without the watcher, but later', async () => {
  await timed({ gapMs: [downAfterMs + 700, worstMs] }, async () => {
    const [cluster, master] = await started({ env: { fast_failover: 'no' } });
    const { gapMs } = await killed(cluster, master);
    expect(cluster.log(cluster.node('s1'))).not.toContain('notified the sentinels');
    await cluster.destroy();
    return { gapMs };
  });
});

/** Sentinel writes its file before each reply of an election, and its syncs take as long as those of Redis. */
async function gapOnSlowDisk(fast_failover: 'yes' | 'no'): Promise<number> {
  const disk = slowDisk(600);
  const [cluster, master] = await started({ env: { ...disk.env, fast_failover } });
  disk.slowDown();
  const { gapMs } = await killed(cluster, master);
  await cluster.destroy();
  return gapMs;
}

test('on a slow disk, a failover takes no longer than without the watchers', async () => {
  await timed({ laterMs: 500 }, async () => {
    const withMs = await gapOnSlowDisk('yes');
    const withoutMs = await gapOnSlowDisk('no');
    expect(withoutMs).toBeGreaterThan(downAfterMs + 700); // The disk is slow.
    return { laterMs: withMs - withoutMs };
  });
});

test('the other watchers complete a failover whose leader dies when it requests the promotion', async () => {
  // The helpers need the secrets too if they come from files and Rancher also sends "".
  const file = secretFile();
  const env = {
    redis_password: '',
    redis_password_file: file,
    sentinel_password: '',
    sentinel_password_file: file,
  };
  await timed({ gapMs: worstMs }, async () => {
    const [cluster, master] = await started({ sentinels: 5, env });
    const dead: Node[] = [];
    const off = onFirst(cluster, '+failover-state-wait-promotion', (leader) => {
      cluster.signal(leader, 'SIGKILL');
      dead.push(leader);
    });
    const probe = cluster.probe();
    await probe.steady();
    const from = probe.mark();
    await cluster.kill(master);
    await failedOver(cluster, master);
    await until(
      'the first write',
      () => probe.longestGapMs(from) > 1000 && probe.acknowledgedAfter(from) > 50,
      30_000,
    );
    off();
    const gapMs = probe.longestGapMs(from);
    expect(dead).toHaveLength(1);
    for (const node of [master, ...dead]) {
      await cluster.kill(node);
      await cluster.start(node);
    }
    const next = await whole(cluster);
    await probe.stop();
    expect(await cluster.lost(probe, next)).toBe(0);
    await oneEpoch(cluster);
    await cluster.destroy();
    return { gapMs };
  });
});

const isHelper = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('helper');
  } catch {
    return false; // It has exited in the meantime.
  }
};

test('Sentinel completes a failover in which every watcher dies, and the watchers restart', async () => {
  await timed({ gapMs: worstMs, elections: 1 }, async () => {
    const [cluster, master] = await started();
    const helpers = () => cluster.sentinels.flatMap((node) => cluster.pids(node).filter(isHelper));
    // Before they act: later, some nodes are notified and others are not, until their keepers correct them.
    const off = onEvent(cluster, '+try-failover', () => {
      for (const node of cluster.sentinels) cluster.signal(node, 'SIGKILL', isHelper);
    });
    const { gapMs } = await killed(cluster, master);
    off();
    const elections = await oneEpoch(cluster);
    await until('all watchers back', () => helpers().length >= 3);
    for (const node of cluster.sentinels)
      expect(cluster.log(node)).toContain('the helper exited; restarting it');
    await cluster.destroy();
    return { gapMs, elections };
  });
});
