// All nodes are stopped, one loses its volume, and they start in any order: the data of the others must survive.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Node, Sandbox } from './support/sandbox.ts';
import { caughtUp, decisions, started, whole } from './support/waits.ts';
import { wipe } from './support/wipe.ts';

/**
 * Stops all nodes, empties one, and starts each after its delay in seconds, or with an address that none of them had.
 * Returns how many writes are lost.
 */
async function restarted(
  cluster: Sandbox,
  emptied: Node,
  delayOf: ((node: Node) => number) | 'with new addresses',
): Promise<number> {
  const probe = cluster.probe();
  await probe.steady();
  await probe.stop();
  await Promise.all(cluster.nodes.map(async (node) => cluster.stop(node)));
  wipe(emptied);
  if (delayOf === 'with new addresses') await cluster.renumber();
  await Promise.all(
    cluster.nodes.map(async (node) => {
      if (delayOf !== 'with new addresses') await sleep(delayOf(node) * 1000);
      await cluster.start(node);
    }),
  );
  const master = await whole(cluster, 120_000);
  let lost = await cluster.lost(probe, master);
  for (const node of cluster.data) {
    if (node === master) continue;
    await caughtUp(cluster, node, master);
    lost += await cluster.lost(probe, node);
  }
  return lost;
}

test('a master that lost its volume and starts first waits for the sentinels', async () => {
  const [cluster, master] = await started();
  const delayOf = (node: Node) => {
    if (node.role === 'sentinel') return 10;
    return node === master ? 0 : 4;
  };
  expect(await restarted(cluster, master, delayOf)).toBe(0);
  expect(decisions(cluster.log(master)).join('\n')).toContain('waiting before a first start');
});

test('a master without data that leads before the sentinels start gives way to the data', async () => {
  const [cluster, master] = await started({ env: { start_timeout_s: '20' } });
  const delayOf = (node: Node) => {
    if (node.role === 'sentinel') return 16;
    return node === master ? 0 : 12;
  };
  expect(await restarted(cluster, master, delayOf)).toBe(0);
  expect(cluster.log(master)).toContain('; starting again');
});

// The last master would have announced its new address. They know no replica that is left, and promote none.
test('a replica leads when all have new addresses and the last master has lost its volume', async () => {
  const [cluster, master] = await started();
  expect(await restarted(cluster, master, 'with new addresses')).toBe(0);
});

test('a replica without a volume is not promoted while the others are still starting', async () => {
  const [cluster, master] = await started();
  const delayOf = (node: Node) => {
    if (node.name === 'n3') return 4;
    return node === master ? 8 : 0;
  };
  expect(await restarted(cluster, cluster.node('n2'), delayOf)).toBe(0);
});

/** How many orders to try; more take half a minute each. */
const orders = Number(process.env.RESTART_ORDERS ?? 1);

test(
  'no data is lost in any order and with any volume lost',
  async () => {
    for (let count = 0; count < orders; count += 1) {
      const [cluster] = await started();
      const emptied = cluster.nodes[Math.floor(Math.random() * cluster.nodes.length)];
      if (emptied === undefined) throw new Error('no node');
      const delays = new Map(cluster.nodes.map((node) => [node.name, Math.random() * 8]));
      const lost = await restarted(cluster, emptied, ({ name }) => delays.get(name) ?? 0);
      expect({ lost, emptied: emptied.name, delays }).toMatchObject({ lost: 0 });
      await cluster.destroy();
    }
  },
  180_000 + orders * 60_000,
);
