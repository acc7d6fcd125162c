// A data directory whose path has blanks, quotes and characters of patterns.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-cli.ts';
import { shell } from './support/shell.ts';
import { decisions, started, until, viewOf, whole } from './support/waits.ts';

const prefix = `redis  "a" 'b' *[c]? $d \\e `;

test('a master and a sentinel keep their data in a folder with any name', async () => {
  const env = { down_after_ms: '5000' };
  const [cluster, master] = await started({ prefix, replicas: 1, sentinels: 1, env });
  expect(master.dataDir).toContain('/redis  "a" ');
  const sentinel = cluster.node('s1');
  const id = () =>
    /myid (\w+)/.exec(readFileSync(path.join(sentinel.dataDir, 'sentinel.conf'), 'utf8'))?.[1];
  const before = id();
  const probe = cluster.probe();
  await probe.steady();
  await probe.stop();
  await cluster.kill(sentinel);
  await cluster.start(sentinel);
  await until('it answers', async () => (await viewOf(cluster, sentinel)).ip === master.address);
  expect(id()).toBe(before);
  await cluster.kill(master);
  await cluster.start(master);
  const next = await whole(cluster);
  expect(decisions(cluster.log(master)).join('\n')).toContain('it did not stop cleanly');
  expect(await cluster.lost(probe, next)).toBe(0);
  expect(await cluster.stop(master)).toMatchObject({ code: 0 });
});

test.each([
  ['an append-only file', 'appendonlydir/appendonly.aof.1.incr.aof', 'yes', '8\n'],
  ['a base file', 'appendonlydir/appendonly.aof.1.base.rdb', 'yes', '8\n'],
  ['a snapshot', 'dump.rdb', 'no', '8\n'],
  ['an old snapshot', 'dump.rdb', 'yes', '0\n'],
  ['an empty file', 'appendonlydir/empty.aof', 'yes', '0\n'],
] as const)('measures %s in a folder with a blank in its name', (_, file, appendonly, kib) => {
  const folder = temporaryFolder({ 'a b/appendonlydir/empty.aof': '' });
  const dir = path.join(folder, 'a b');
  const bytes = file.endsWith('empty.aof') ? 0 : 8192;
  writeFileSync(path.join(dir, file), Buffer.alloc(bytes, 1));
  expect(shell('data_kib', { data_dir: dir, appendonly }).out).toBe(kib);
});
