// A master whose replicas fall silent must stop acknowledging before another could be promoted.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { decisions, whole, writerOf } from './support/drill.ts';
import { Sandbox } from './support/sandbox.ts';

let sandbox: Sandbox | undefined;

afterEach(async () => sandbox?.destroy());

/** Freezes both replicas for so long; what the writer saw. */
async function silent(cluster: Sandbox, ms: number) {
  const master = await whole(cluster);
  const writer = writerOf(cluster);
  await writer.steady();
  // The first contact comes with the fence's first question.
  await sleep(1500);
  const replicas = cluster.data.filter((node) => node !== master);
  const from = writer.mark();
  for (const node of replicas) cluster.signal(node, 'SIGSTOP');
  await sleep(ms);
  const late = writer.acknowledgedAfter(from + 2000);
  const early = writer.acknowledgedAfter(from + 300);
  for (const node of replicas) cluster.signal(node, 'SIGCONT');
  const thawed = writer.mark();
  await writer.steady();
  const backMs = writer.longestGapMs(thawed);
  await writer.stop();
  const lost = await writer.lost(cluster.endpoint(master));
  const words = decisions(cluster.log(master)).join('\n');
  return { late, early, backMs, lost, words };
}

test('replicas that fall silent: writes are refused within down-after, and go on when they answer', async () => {
  sandbox = new Sandbox();
  sandbox.startAll();
  // Redis itself would refuse two seconds later on average.
  const { late, early, backMs, lost, words } = await silent(sandbox, 2700);
  expect(late).toBe(0);
  expect(early).toBeGreaterThan(20);
  expect(backMs).toBeLessThan(2500);
  expect(lost).toBe(0);
  expect(words).toContain('refusing writes');
});

test('with min_replicas_to_write 0 there is no fence', async () => {
  sandbox = new Sandbox({ env: { min_replicas_to_write: '0' } });
  sandbox.startAll();
  const { late, words } = await silent(sandbox, 2700);
  expect(late).toBeGreaterThan(20);
  expect(words).not.toContain('refusing');
});
