import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SandboxOptions } from './sandbox.ts';
import { decisions, started, until } from './waits.ts';

/**
 * Freezes both replicas, and possibly the sentinels, for 2.7 s or until the master refuses writes, and returns what the writer saw.
 * Expects no lost writes.
 */
export async function silence(
  options: SandboxOptions = {},
  freezesSentinels = false,
  untilRefused = false,
) {
  const [cluster, master] = await started(options);
  const probe = cluster.probe();
  await probe.steady();
  // The first contact is the first query of the fence.
  await sleep(1500);
  const replicas = cluster.data.filter((node) => node !== master);
  const frozen = freezesSentinels ? [...replicas, ...cluster.sentinels] : replicas;
  const from = probe.mark();
  for (const node of frozen) cluster.signal(node, 'SIGSTOP');
  if (untilRefused)
    await until('it refuses', () => decisions(cluster.log(master)).join().includes('refusing'));
  await sleep(untilRefused ? 700 : 2700);
  const refusedMs = probe.lastMs - from;
  const late = probe.acknowledgedAfter(probe.mark() - (untilRefused ? 400 : 700));
  const early = probe.acknowledgedAfter(from + 300);
  for (const node of frozen) cluster.signal(node, 'SIGCONT');
  const thawed = probe.mark();
  await probe.steady();
  const backMs = probe.longestGapMs(thawed);
  await probe.stop();
  expect(await cluster.lost(probe, master)).toBe(0);
  const words = decisions(cluster.log(master)).join('\n');
  await cluster.destroy();
  return { refusedMs, late, early, backMs, words };
}
