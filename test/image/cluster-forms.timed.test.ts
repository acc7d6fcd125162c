// Twenty times: nodes that start at once from nothing form exactly one cluster.
import { expect, test } from 'vitest';
import { median } from '../../src/cluster/drills/measure.ts';
import { timed } from '../support/timed.ts';
import { formed, formers } from './support/shard-views.ts';
import { Shards } from './support/shards.ts';

const shells = [['sh'], ['busybox', 'sh']];

/** How long the start of one cluster takes, and how many nodes report that they formed it. */
async function form(shell: readonly string[]) {
  const shards = await Shards.open({ shell });
  const begun = performance.now();
  await formed(shards);
  const ms = performance.now() - begun;
  const count = (await formers(shards)).length;
  await shards.destroy();
  return { ms, count };
}

test('exactly one cluster is formed in each of twenty starts at once from nothing', async () => {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const shell = shells[round % 2] ?? ['sh'];
    await timed({ formed: 20_000 }, async () => {
      const { ms, count } = await form(shell);
      expect(count).toBe(1);
      times.push(ms);
      return { formed: ms };
    });
  }
  const [middle, most] = [median(times), Math.max(...times)].map(Math.round);
  process.stderr.write(`time to form: median ${middle} ms, longest ${most} ms\n`);
}, 1_800_000);
