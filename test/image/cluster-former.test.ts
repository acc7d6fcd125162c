// A node that forms a cluster and is killed meanwhile leaves one cluster, whatever it had done.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { complete, owners } from './support/shard-views.ts';
import { Shards } from './support/shards.ts';
import { until } from './support/waits.ts';

test.each(['before it marks', 'while it assigns'] as const)(
  'a former that is killed %s leaves one cluster',
  async (moment) => {
    const shards = await Shards.open();
    await shards.startAll();
    const former = await until('one begins', async () => {
      for (const node of shards.nodes) {
        if (moment === 'before it marks' && /another node forms/.test(shards.logs())) {
          const ids = await Promise.all(
            shards.nodes.map(async (one) => ({
              one,
              id: await shards.ask(one, 'CLUSTER', 'MYID'),
            })),
          );
          return ids.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1))[0]?.one;
        }
        if (/forming the cluster/.test(shards.log(node))) return node;
      }
      return undefined;
    });
    await shards.kill(former);
    await sleep(1500);
    await shards.start(former);
    await complete(shards);
    expect(await owners(shards)).toHaveLength(3);
  },
);

/** How long ago it logged that it begins: it assigns slots first, then replicas, and removes the marks at last. */
const momentsMs = [0, 80, 320];

test.for(momentsMs)(
  'a former that is killed %i ms after it began, and emptied, is forgotten, and another one forms the cluster',
  async (ms) => {
    const shards = await Shards.open();
    await shards.startAll();
    const former = await until('one begins', () =>
      shards.nodes.find((node) => /forming the cluster/.test(shards.log(node))),
    );
    await sleep(ms);
    await shards.kill(former);
    await shards.wipe(former);
    await shards.start(former);
    await complete(shards);
    expect(await owners(shards)).toHaveLength(3);
  },
);
