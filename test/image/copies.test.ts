// How often a master starts a full copy for a replica that cannot store it.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { Sandbox, type Node } from './support/sandbox.ts';
import { shell } from './support/shell.ts';
import { smallDisk, whyNoDisk } from './support/small-disk.ts';
import { until } from './support/waits.ts';

beforeEach(({ skip }) => skip(whyNoDisk() !== undefined, whyNoDisk()));

const copies = async (cluster: Sandbox, node: Node): Promise<number> =>
  Number(/sync_full:(\d+)/.exec(String(await cluster.ask(node, 'INFO', 'stats')))?.[1]);

const delay = async (cluster: Sandbox, node: Node) =>
  cluster.ask(node, 'CONFIG', 'GET', 'repl-diskless-sync-delay');

/** A master with 8 MB, and a replica with a disk of 4 MiB that asks for a copy all the time. */
async function storm() {
  const env = { min_replicas_to_write: '0', sentinels: '1' };
  const cluster = await Sandbox.open({ replicas: 1, sentinels: 0, env });
  const [master, replica] = [cluster.node('n1'), cluster.node('n2')];
  const disk = smallDisk(replica, 4);
  await cluster.start(master);
  await until('it answers', async () => cluster.ask(master, 'PING'));
  // In parts that take a few milliseconds: a busy machine would not answer all of it in time.
  const fill = `local size = redis.call('dbsize')
    for i = size + 1, size + 200 do local s = '' for j = 1, 25 do s = s .. redis.sha1hex(i .. ':' .. j) end
    redis.call('set', 'k' .. i, s) end return size + 200`;
  await until('the data', async () => Number(await cluster.ask(master, 'EVAL', fill, '0')) >= 8000);
  await cluster.start(replica);
  await until('copies fail', async () => (await copies(cluster, master)) > 3);
  return { cluster, master, replica, disk };
}

test('copies that fail at once start at most once a second, and without delay again later', async () => {
  const { cluster, master, replica, disk } = await storm();
  const log = () => cluster.log(master);
  await until('it is noticed', () => log().includes('starting copies at most every 5 s'));
  const before = await copies(cluster, master);
  await sleep(6000);
  expect((await copies(cluster, master)) - before).toBeLessThanOrEqual(6);
  const isZero = async () => String((await delay(cluster, master)) ?? '').endsWith(',0');
  expect(await isZero()).toBe(false);
  disk.grow(64);
  await until('it follows', async () => {
    const role = await cluster.ask(replica, 'ROLE');
    return Array.isArray(role) && role[3] === 'connected';
  });
  // After fifteen looks without a copy.
  await until('no delay', isZero, 60_000);
  expect(log().match(/starting copies at most every/g)).toHaveLength(1);
});

/** The delays that are set when a master with three replicas has started this many copies at each look. */
const delays = (counts: readonly number[]) =>
  shell(
    `set_copies_delay() { echo "$1"; }; log() { :; }
    for count in ${counts.join(' ')}; do space_copies 3 "$count"; done`,
  ).out.trim();

test.each([
  ['no copy', [5, 5, 5], ''],
  ['copies before the first look', [500, 500], ''],
  ['one for each replica at once', [0, 3, 3], ''],
  ['one for each replica, one after the other', [0, 1, 2, 3, 3], ''],
  ['each replica twice', [0, 3, 6, 6], ''],
  ['each replica twice, and one once more', [0, 3, 6, 7], '5'],
  ['ten a second', [0, 20, 40], '5'],
  ['every two seconds', [0, 1, 2, 3, 4, 5, 6, 7], '5'],
  [
    'ten a second, then none for thirty seconds',
    [0, 20, ...Array.from({ length: 15 }, () => 21)],
    '5',
  ],
  ['ten a second, then none for longer', [0, 20, ...Array.from({ length: 17 }, () => 21)], '5\n0'],
] as const)('%s', (_, counts, set) => {
  expect(delays(counts)).toBe(set);
});
