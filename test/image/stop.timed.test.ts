// Planned stops, as `docker stop` makes them: SIGTERM to process 1, which must exit within ten seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { median } from '../../src/cluster/drills/measure.ts';
import { timed } from '../support/timed.ts';
import { Sandbox, type Node } from './support/sandbox.ts';
import {
  decisions,
  failedOver,
  fill,
  oneEpoch,
  started,
  until,
  whole,
  wrote,
} from './support/waits.ts';
import { Writers } from './support/writers.ts';

async function stopped(cluster: Sandbox, master: Node) {
  const probe = cluster.probe();
  await probe.steady();
  const from = probe.mark();
  const { code, ms } = await cluster.stop(master);
  const next = await failedOver(cluster, master);
  await probe.steady();
  const gapMs = probe.longestGapMs(from);
  await probe.stop();
  expect(await cluster.lost(probe, next)).toBe(0);
  expect(code).toBe(0);
  return { stopMs: ms, gapMs, next };
}

test('a stopped master hands over within 250 ms without lost writes', async () => {
  // A sentinel that answers late, or sees a master down before it is notified, makes it a failover.
  const bounds = { gapMs: 250, stopMs: 8000, failovers: 0, seenDown: 0, epoch: 5 };
  await timed(bounds, async () => {
    const [cluster, first] = await started();
    const gaps: number[] = [];
    const stops: number[] = [];
    let [master, failovers] = [first, 0];
    for (let run = 0; run < 5; run += 1) {
      const { stopMs, gapMs, next } = await stopped(cluster, master);
      gaps.push(gapMs);
      stops.push(stopMs);
      const logged = decisions(cluster.log(master)).join('\n');
      if (!logged.includes(`handed over to ${next.address} 6379`)) failovers += 1;
      await cluster.start(master);
      await whole(cluster);
      master = next;
    }
    const down = cluster.sentinels.filter((node) => cluster.log(node).includes('+odown master'));
    const counts = { failovers, seenDown: down.length, epoch: await oneEpoch(cluster) };
    await cluster.destroy();
    return { gapMs: median(gaps), stopMs: Math.max(...stops), ...counts };
  });
});

test('a stopped master uses SENTINEL FAILOVER, without lost writes, if a sentinel is missing', async () => {
  await timed({ gapMs: 1200, stopMs: 8000 }, async () => {
    const [cluster, master] = await started({ env: { down_after_ms: '5000' } });
    await cluster.kill(cluster.node('s2'));
    await cluster.kill(cluster.node('s3'));
    const { stopMs, gapMs } = await stopped(cluster, master);
    expect(decisions(cluster.log(master)).join('\n')).toContain(
      'by SENTINEL FAILOVER: only 1 of 3 sentinels answer',
    );
    await cluster.destroy();
    return { gapMs, stopMs };
  });
});

test('replicas and sentinels stop within two seconds and exit with 0', async () => {
  await timed({ stopMs: 2000 }, async () => {
    const [cluster, master] = await started();
    const times: number[] = [];
    for (const node of cluster.nodes.filter((each) => each !== master)) {
      const { code, ms } = await cluster.stop(node);
      expect([node.name, code]).toEqual([node.name, 0]);
      times.push(ms);
    }
    await cluster.destroy();
    return { stopMs: Math.max(...times) };
  });
});

test('a master whose replicas hang stops within eight seconds and exits with 0', async () => {
  await timed({ stopMs: 8000 }, async () => {
    const [cluster, master] = await started();
    const replicas = cluster.data.filter((node) => node !== master);
    for (const node of replicas) cluster.signal(node, 'SIGSTOP');
    const { code, ms } = await cluster.stop(master);
    for (const node of replicas) cluster.signal(node, 'SIGCONT');
    expect(code).toBe(0);
    await cluster.destroy();
    return { stopMs: ms };
  });
});

test('a stopped master hands over to its only replica, which hung, as soon as that continues', async () => {
  const [cluster, master] = await started({ replicas: 1, env: { min_replicas_to_write: '0' } });
  const replica = cluster.data.find((node) => node !== master);
  if (!replica) throw new Error('no replica');
  const writers = new Writers(cluster);
  await sleep(1000);
  cluster.signal(replica, 'SIGSTOP');
  await sleep(1500);
  const stop = cluster.stop(master);
  await sleep(1500);
  cluster.signal(replica, 'SIGCONT');
  expect((await stop).code).toBe(0);
  expect(await failedOver(cluster, master)).toBe(replica);
  expect(decisions(cluster.log(master)).join('\n')).toContain(`handed over to ${replica.address}`);
  await cluster.start(master);
  await whole(cluster);
  expect(await writers.lost(replica)).toEqual({ plain: [0, 0], careful: 0 });
});

test('a node that waits for a master stops at once', async () => {
  await timed({ stopMs: 2000 }, async () => {
    const lonely = await Sandbox.open({ replicas: 1, sentinels: 1 });
    const waiting = lonely.node('n2');
    await lonely.start(waiting);
    await until('it waits', () => lonely.log(waiting).includes('waiting'));
    const { code, ms } = await lonely.stop(waiting);
    expect(code).toBe(0);
    await lonely.destroy();
    return { stopMs: ms };
  });
});

/** A node without an append-only file and with 4000 keys, each of which takes this long to save: by default four seconds for all. */
async function slowToSave(env: Readonly<Record<string, string>> = {}, keyUs = 1000) {
  const alone = { appendonly: 'no', min_replicas_to_write: '0', sentinels: '1', ...env };
  const cluster = await Sandbox.open({ replicas: 0, sentinels: 0, env: alone });
  const node = cluster.node('n1');
  await cluster.start(node);
  await until('it answers', async () => cluster.ask(node, 'PING'));
  await wrote(cluster, node, 'EVAL', fill(4000, 'k'), '0');
  await wrote(cluster, node, 'SET', 'last', 'write');
  await cluster.ask(node, 'CONFIG', 'SET', 'rdb-key-save-delay', String(keyUs));
  return { cluster, node };
}

test('a node saves its snapshot when it stops, and exits with 0', async () => {
  await timed({ stopMs: 8000 }, async () => {
    const { cluster, node } = await slowToSave();
    const { code, ms } = await cluster.stop(node);
    expect([code, cluster.log(node).includes('was killed')]).toEqual([0, false]);
    await cluster.start(node);
    await until('it answers', async () => cluster.ask(node, 'PING'));
    expect(await cluster.ask(node, 'DBSIZE')).toBe(4001);
    await cluster.destroy();
    return { stopMs: ms };
  });
});

test('a node has the time of stop_timeout_s to save its snapshot', async () => {
  await timed({ stopMs: 11_800 }, async () => {
    const { cluster, node } = await slowToSave({ stop_timeout_s: '25' }, 2450);
    const { code, ms } = await cluster.stop(node);
    expect(ms).toBeGreaterThan(9500); // The default is 9 s.
    // Slower than the sandbox waits for any node, which is measured again.
    if (code === undefined) return { stopMs: ms };
    expect([code, cluster.log(node).includes('was killed')]).toEqual([0, false]);
    await cluster.start(node);
    await until('it answers', async () => cluster.ask(node, 'PING'));
    expect(await cluster.ask(node, 'DBSIZE')).toBe(4001);
    await cluster.destroy();
    return { stopMs: ms };
  });
});

test('a node whose snapshot takes longer than stop_timeout_s logs what is missing', async () => {
  await timed({ stopMs: 2700 }, async () => {
    const { cluster, node } = await slowToSave({ stop_timeout_s: '2' });
    const { code, ms } = await cluster.stop(node);
    expect(code).toBe(0);
    const logged = decisions(cluster.log(node)).slice(-2).join('\n');
    expect(logged).toMatch(
      /the server had not stopped after 2 s and was killed: in the files of this node its writes after the snapshot of (its start|\d\S+) are missing; increase stop_timeout_s, and the time that the engine waits\n.* stopped/,
    );
    await cluster.destroy();
    return { stopMs: ms };
  });
});
