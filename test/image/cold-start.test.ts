// Which node becomes master when all start at once without data.
import { expect, test } from 'vitest';
import { mastersSeen } from './support/masters.ts';
import { Sandbox, type SandboxOptions } from './support/sandbox.ts';
import { until, whole } from './support/waits.ts';

async function coldStart(options: SandboxOptions): Promise<string[]> {
  const cluster = await Sandbox.open(options);
  const seen = mastersSeen(cluster);
  try {
    await cluster.startAll();
    await whole(cluster);
    return await seen.stop();
  } finally {
    await seen.stop();
    await cluster.destroy();
  }
}

const shells = [['sh'], ['busybox', 'sh']];

test('exactly one node becomes master in each of twenty concurrent starts without data', async () => {
  for (let pair = 0; pair < 10; pair += 1) {
    const starts = await Promise.all(shells.map(async (shell) => coldStart({ shell })));
    expect(starts).toEqual([['n1'], ['n1']]);
  }
});

test('one of three nodes with the role master becomes master in a concurrent start', async () => {
  expect(await coldStart({ allMasters: true })).toEqual(['n1']);
});

test('of two nodes that announce another port than their own one becomes master', async () => {
  const env = { sentinels: '1', announce_port: '7000', min_replicas_to_write: '0' };
  const cluster = await Sandbox.open({ replicas: 1, sentinels: 0, allMasters: true, env });
  const seen = mastersSeen(cluster);
  try {
    await cluster.startAll();
    await until('both answer', async () => {
      const replies = await Promise.all(
        cluster.data.map(async (node) => cluster.ask(node, 'PING')),
      );
      return replies.every((reply) => reply === 'PONG');
    });
    expect(await seen.stop()).toEqual(['n1']);
  } finally {
    await seen.stop();
  }
});
