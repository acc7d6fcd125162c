// Twenty times: nodes that start at once from nothing form exactly one cluster.
import { expect, test } from 'vitest';
import { formed } from './support/shard-views.ts';
import { Shards } from './support/shards.ts';
import { decisions } from './support/waits.ts';

const shells = [['sh'], ['busybox', 'sh']];

test('exactly one cluster is formed in each of twenty starts at once from nothing', async () => {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const shards = await Shards.open({ shell: shells[round % 2] ?? ['sh'] });
    const begun = performance.now();
    await formed(shards);
    times.push(Math.round(performance.now() - begun));
    const formers = decisions(shards.logs()).filter((line) => line.includes('formed the cluster'));
    expect(formers).toHaveLength(1);
    await shards.destroy();
  }
  const sorted = times.toSorted((a, b) => a - b);
  process.stderr.write(`seconds to form: median ${sorted[10]} ms, longest ${sorted[19]} ms\n`);
  expect(sorted[19]).toBeLessThan(20_000);
}, 600_000);
