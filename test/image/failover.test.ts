// Which node takes over when a second fault occurs during a failover.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { chosenBy, onFirst } from './support/events.ts';
import type { Node } from './support/sandbox.ts';
import { oneEpoch, started, until, whole } from './support/waits.ts';

test('a second failover follows without lost writes when the promoted replica dies after 20 ms', async () => {
  const [cluster, master] = await started();
  const dead: Node[] = [];
  const off = onFirst(cluster, '+failover-state-wait-promotion', (_, words) => {
    const chosen = chosenBy(cluster, words);
    if (chosen === undefined) return;
    dead.push(chosen);
    setTimeout(() => cluster.signal(chosen, 'SIGKILL'), 20);
  });
  const probe = cluster.probe();
  await probe.steady();
  await cluster.kill(master);
  await until('the promoted one is killed', () => dead.length === 1);
  await sleep(3000);
  for (const node of dead) {
    await cluster.kill(node);
    await cluster.start(node);
  }
  await probe.steady(600, 45_000);
  off();
  await cluster.start(master);
  const next = await whole(cluster);
  await probe.stop();
  expect(await cluster.lost(probe, next)).toBe(0);
  await oneEpoch(cluster);
});
