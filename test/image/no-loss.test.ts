// Faults after which thousands of acknowledged writes were lost: a master that a container engine restarts at once,
// one whose disk is slow, and one that is replaced while it is alive.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Node, Sandbox } from './support/sandbox.ts';
import { slowDisk } from './support/slow-disk.ts';
import { failedOver, started, whole } from './support/waits.ts';
import { Writers, type Lost } from './support/writers.ts';

/** Redis itself can lose the last write of each client before a kill: it answers before it sends to the replicas. */
const isOnlyLast = ({ plain, careful }: Lost) =>
  careful === 0 && plain.every((count) => count <= 1);

async function killedAndBack(cluster: Sandbox, master: Node, afterMs: number) {
  const writers = new Writers(cluster);
  await sleep(1500);
  const from = performance.now();
  await cluster.kill(master);
  await sleep(afterMs);
  await cluster.start(master);
  const next = await whole(cluster);
  await sleep(1000);
  const gapMs = Math.round(writers.gapMs(from));
  return { lost: await writers.lost(next), gapMs, next };
}

/** More tries of each delay take ten seconds each. */
const tries = Number(process.env.RETURN_TRIES ?? 1);
const delays = tries > 1 ? [200, 500, 800, 1100, 1400, 1700, 2000, 2500, 3000] : [300, 1100, 1700];

test(
  'a killed master that is back at once, or after a second or two, loses no writes',
  async () => {
    const [cluster, first] = await started();
    let master = first;
    for (const afterMs of delays)
      for (let count = 0; count < tries; count += 1) {
        const { lost, gapMs, next } = await killedAndBack(cluster, master, afterMs);
        if (tries > 1)
          console.log(`back after ${afterMs} ms: gap ${gapMs}, ${JSON.stringify(lost)}`);
        expect(lost).toSatisfy(isOnlyLast);
        master = next;
      }
  },
  60_000 + delays.length * tries * 30_000,
);

test('a master whose disk is slow does not come back older than its replicas', async () => {
  const disk = slowDisk(600);
  const [cluster, master] = await started({ env: disk.env });
  disk.slowDown();
  const { lost } = await killedAndBack(cluster, master, 100);
  expect(lost).toSatisfy(isOnlyLast);
});

test('a master that is replaced while it is alive acknowledges nothing that the new one does not have', async () => {
  const [cluster, first] = await started();
  let master = first;
  for (let count = 0; count < 3; count += 1) {
    const writers = new Writers(cluster);
    await sleep(1000);
    const [sentinel] = cluster.sentinels;
    if (sentinel === undefined) throw new Error('no sentinel');
    await cluster.ask(sentinel, 'SENTINEL', 'FAILOVER', 'mymaster');
    master = await failedOver(cluster, master);
    await whole(cluster);
    await sleep(500);
    expect(await writers.lost(master)).toEqual({ plain: [0, 0], careful: 0 });
  }
});
