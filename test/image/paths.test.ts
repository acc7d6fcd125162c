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

/** A snapshot with these bytes where Redis has its time, its data and its checksum. */
const snapshot = (time: string, data: string, checksum: string) =>
  Buffer.from(
    `524544495330303131fa056374696d65c2${time}fa08616f662d62617365c000${data}ff${checksum}`,
    'hex',
  );
const key = 'fe00fb0100000161c001';

test.each([
  ['no key', snapshot('552b096b', '', 'f1dce0ec64925a5b'), '0\n'],
  [
    'no key, but the byte of a database in its time',
    snapshot('fe2b096b', '', 'f1dce0ec64925a5b'),
    '0\n',
  ],
  ['no key, but that byte in its checksum', snapshot('552b096b', '', 'fefefbfbfe0a0afb'), '0\n'],
  ['a key', snapshot('552b096b', key, 'f1dce0ec64925a5b'), '4\n'],
  ['a key, and a time that looks like one', snapshot('fefe0afb', key, 'fefefefefefefefe'), '4\n'],
  [
    'a key of the last database',
    snapshot('552b096b', key.replace('00', '0f'), '0000000000000000'),
    '4\n',
  ],
])('a short snapshot with %s', (_, bytes, kib) => {
  for (const [name, appendonly] of [
    ['dump.rdb', 'no'],
    ['appendonlydir/appendonly.aof.1.base.rdb', 'yes'],
  ] as const) {
    const data_dir = temporaryFolder({ 'appendonlydir/empty.aof': '' });
    writeFileSync(path.join(data_dir, name), bytes);
    expect(shell('data_kib', { data_dir, appendonly }).out).toBe(kib);
  }
});
