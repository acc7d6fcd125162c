// A whole stack starts again with new addresses, before a name server knows them. Its sentinels had the addresses that
// another stack's have now.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { openNames } from './support/names.ts';
import { Sandbox, type Node } from './support/sandbox.ts';
import { caughtUp, fill, until, whole, wrote } from './support/waits.ts';

beforeEach(({ skip }) =>
  skip(process.getuid?.() !== 0, 'only root can give a program other names'),
);

const addressesOf = (nodes: readonly Node[]) => nodes.map(({ address }) => address);

test('data nodes do not join the stack whose sentinels have the addresses of theirs', async () => {
  const net = await claimNet(53);
  onTestFinished(() => releaseNet(net));
  const { server, enter } = await openNames(`${net}.53`, temporaryFolder());
  const env = { redis_hosts: 'redis', sentinel_hosts: 'sentinels', start_timeout_s: '120' };
  const mine = await Sandbox.open({ enter, env });
  const other = await Sandbox.open();
  const lead = () => {
    server.names = new Map([
      ['redis', addressesOf(mine.data)],
      ['sentinels', addressesOf(mine.sentinels)],
    ]);
  };
  lead();
  await mine.startAll();
  const master = await whole(mine);
  await wrote(mine, master, 'EVAL', fill(1000), '0');
  for (const node of mine.data) if (node !== master) await caughtUp(mine, node, master);
  const stored = () => mine.data.every(({ dataDir }) => existsSync(path.join(dataDir, '.ids')));
  await until('the keepers have stored the ids of the sentinels', stored);
  await Promise.all(mine.nodes.map(async (node) => mine.stop(node)));
  server.names = new Map();
  for (const [index, node] of other.sentinels.entries()) {
    const same = mine.sentinels[index];
    if (!same) throw new Error('no such sentinel');
    node.address = same.address;
    same.address = same.address.replace(/\d+$/, String(111 + index));
  }
  await other.startAll();
  const theirs = await whole(other);
  await wrote(other, theirs, 'SET', 'other', 'data');
  for (const node of mine.data) await mine.start(node);
  await sleep(10_000);
  lead();
  for (const node of mine.sentinels) await mine.start(node);
  await whole(mine, 90_000);
  const sizes = await Promise.all(mine.data.map(async (node) => mine.ask(node, 'DBSIZE')));
  expect(sizes).toEqual([1000, 1000, 1000]);
  expect(await whole(other)).toBe(theirs);
  expect(await other.ask(theirs, 'DBSIZE')).toBe(1);
});
