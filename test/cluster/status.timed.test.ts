import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { fakeDataNode, fakeNode, fakeSentinel, type FakeCluster } from './support/fake-nodes.ts';
import type { LiveSandbox } from './support/live-sandbox.ts';
import { findingsIn, lockedSandbox, passwordFolder, passwords, status } from './support/status.ts';
import { bin } from '../support/bundle.ts';
import { timed } from '../support/timed.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await lockedSandbox();
  return async () => sandbox.destroy();
});

describe('speed', () => {
  const run = (argv: readonly string[]) => {
    const begun = performance.now();
    const stdout = execFileSync(process.execPath, argv, { encoding: 'utf8' });
    return { stdout, tookMs: performance.now() - begun };
  };

  test('six nodes take at most 300 ms more than bare Node', async () => {
    const folder = passwordFolder();
    const argv = [
      'cluster',
      'status',
      '--sentinels',
      sandbox.sentinels,
      '--password-file',
      join(folder, 'redis.pw'),
      '--sentinel-password-file',
      join(folder, 'sentinel.pw'),
    ];
    // Interleaved, and the best of each, to exclude what else the machine runs.
    await timed({ overMs: 300 }, async () => {
      const turns = Array.from({ length: 3 }, () => ({
        bare: run(['-e', '0']),
        whole: run([bin, ...argv]),
      }));
      for (const { whole } of turns) expect(whole.stdout).toContain('HEALTHY');
      const best = (of: 'bare' | 'whole') => Math.min(...turns.map((turn) => turn[of].tookMs));
      return { overMs: best('whole') - best('bare') };
    });
  });

  test('fifty nodes take at most a second', async () => {
    const net = '127.40.254';
    const endpoints = (from: number, count: number, port: number) =>
      Array.from({ length: count }, (_, index) => ({ host: `${net}.${from + index}`, port }));
    const [master = { host: net, port: 0 }, ...replicas] = endpoints(1, 41, 16_379);
    const cluster: FakeCluster = { master, replicas, sentinels: endpoints(101, 9, 16_381) };
    for (const at of cluster.sentinels) await fakeNode(at, fakeSentinel(cluster, at));
    for (const at of [master, ...replicas]) await fakeNode(at, fakeDataNode(cluster, at));
    let stdout = '';
    await timed({ tookMs: 1000 }, async () => {
      const begun = performance.now();
      ({ stdout } = await status('--sentinels', `${net}.101:16381`, '--json'));
      return { tookMs: performance.now() - begun };
    });
    const { snapshot } = JSON.parse(stdout) as {
      snapshot: { dataNodes: unknown[]; sentinels: unknown[] };
    };
    expect([snapshot.dataNodes.length, snapshot.sentinels.length]).toEqual([41, 9]);
  });
});

test('a replica that hangs is reported within 5 s', async () => {
  const one = sandbox.node('redis-3');
  await timed({ tookMs: 5000 }, async () => {
    await sandbox.runtime.freeze(one);
    const begun = performance.now();
    const { stdout } = await status('--sentinels', sandbox.sentinels, ...passwords, '--json');
    const tookMs = performance.now() - begun;
    await sandbox.runtime.thaw(one);
    const found = findingsIn(stdout).find(({ node }) => node === formatEndpoint(one.at));
    expect(found?.rule).toBe('nodes-answer');
    expect(found?.is).toContain('no reply within 900 ms');
    await sandbox.healthy();
    return { tookMs };
  });
});

test('suggests announce_ip for an address that only the container network reaches', async () => {
  const sentinel = { host: '127.40.253.101', port: 16_381 };
  const cluster: FakeCluster = {
    master: { host: 'redis-inside.invalid', port: 6379 },
    replicas: [],
    sentinels: [sentinel],
  };
  await fakeNode(sentinel, fakeSentinel(cluster, sentinel));
  await timed({ tookMs: 5000 }, async () => {
    const begun = performance.now();
    const { code, stdout } = await status('--sentinels', formatEndpoint(sentinel), '--json');
    const tookMs = performance.now() - begun;
    const list = findingsIn(stdout);
    const found = list.find(({ rule }) => rule === 'addresses-reachable');
    expect(code).toBe(2);
    expect(found?.node).toBe('redis-inside.invalid:6379');
    expect(found?.fix).toMatch(/set announce_ip and announce_port/);
    return { tookMs };
  });
});
