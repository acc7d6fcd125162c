// Faults at an exact moment of a failover, and how the watchers handle them.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { chosenBy, onFirst } from './support/events.ts';
import type { Node } from './support/sandbox.ts';
import { failedOver, started, until, views, whole } from './support/waits.ts';

const downAfterMs = 2000;
/** Far below twice the failover timeout, after which Sentinel itself would retry. */
const withinMs = downAfterMs + 6000;
const mostTries = 3;

/** Repeats a fault until it hits the right moment. Its consequences are asserted once. */
async function inItsMoment(attempt: () => Promise<'missed' | 'done'>): Promise<void> {
  for (let count = 0; count < mostTries; count += 1) if ((await attempt()) === 'done') return;
  throw new Error(`the fault missed its moment ${mostTries} times`);
}

test('another replica is promoted within seconds when the chosen one dies before its promotion', async () => {
  await inItsMoment(async () => {
    const [cluster, master] = await started();
    const chosen: Node[] = [];
    const end = onFirst(cluster, '+selected-slave', (_sentinel, words) => {
      const node = chosenBy(cluster, words);
      if (!node) return;
      chosen.push(node);
      // Commands do not reach it any more.
      cluster.signal(node, 'SIGSTOP');
      setTimeout(() => cluster.signal(node, 'SIGKILL'), 300);
    });
    // According to the log of Sentinel or of a watcher, the signal came too late.
    const wasPromoted = () => {
      const log = cluster.sentinels.map((node) => cluster.log(node)).join('\n');
      return chosen.some(
        ({ address }) =>
          log.includes(`+promoted-slave slave ${address}:`) ||
          log.includes(`+switch-master mymaster ${master.address} 6379 ${address} `),
      );
    };
    await cluster.kill(master);
    await until('a choice', () => chosen.length > 0);
    const next = await failedOver(cluster, master, withinMs).catch((error: unknown) => {
      if (wasPromoted()) return undefined;
      throw error;
    });
    end();
    if (next === undefined || wasPromoted()) return 'missed';
    expect(chosen).not.toContain(next);
    const log = cluster.sentinels.map((node) => cluster.log(node)).join('\n');
    // Two sentinels were candidates, and the second attempt of the other one came first.
    if (log.includes('-failover-abort-not-elected')) return 'missed';
    expect(log).toContain('is dead; retrying immediately');
    for (const node of [master, ...chosen]) {
      await cluster.kill(node);
      await cluster.start(node);
    }
    await whole(cluster);
    return 'done';
  });
});

test('a failover without enough votes is retried at once, not after twice the failover timeout', async () => {
  await inItsMoment(async () => {
    const [cluster, master] = await started({ env: { quorum: '1' } });
    const [candidate, ...voters] = cluster.sentinels;
    if (!candidate) throw new Error('no sentinel');
    // One sentinel alone finds the master down, and its peers hang while it asks for their votes.
    for (const node of voters)
      await cluster.ask(node, 'SENTINEL', 'SET', 'mymaster', 'down-after-milliseconds', '60000');
    const begun = performance.now();
    await cluster.kill(master);
    await sleep(downAfterMs - 400);
    for (const node of voters) cluster.signal(node, 'SIGSTOP');
    const outcome = await until('the end of the first try', () => {
      const log = cluster.log(candidate);
      if (log.includes('-failover-abort-not-elected')) return 'late';
      return log.includes('+elected-leader') && 'in time';
    });
    for (const node of voters) cluster.signal(node, 'SIGCONT');
    if (outcome === 'in time') return 'missed';
    await failedOver(cluster, master, withinMs - (performance.now() - begun));
    expect(cluster.log(candidate)).toContain('too few votes are left for a majority');
    await cluster.start(master);
    await whole(cluster);
    for (const view of await views(cluster)) expect(view['failover-timeout']).toBe('10000');
    return 'done';
  });
});
