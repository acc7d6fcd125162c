// `cluster up` of a Redis Cluster, as processes.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processesOf, signalAll } from '../../src/nodes/process-table.ts';
import { runCli } from '../support/run-cli.ts';
import { ask, upInTerminal } from './support/up-terminal.ts';

const names = [1, 2, 3, 4, 5, 6].map((number) => `node-${number}`);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'up-shards-'));
  // Servers started by root run as another user.
  chmodSync(folder, 0o755);
});

afterAll(() => {
  // A failed test leaves its nodes.
  signalAll(names.flatMap(processes), 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const dir = () => join(folder, 'cluster');

const processes = (name: string) => {
  const data = join(dir(), name);
  return processesOf(`data_dir=${data}`, data);
};

test('up --kind cluster runs a Redis Cluster, prints its events, and continues it', async () => {
  const first = upInTerminal(dir(), ['--kind', 'cluster']);
  await first.until(/Redis Cluster of 6 nodes/);
  const [, master = '', last] = await first.until(
    /─ shard 0-\d+: (127\.40\.\d+\.(\d):\d+) {2}master, \d+ slots/,
  );
  await first.until(/─ 127\.40\.\d+\.\d:\d+ {2}replica, in sync/);
  await first.until(/Press Ctrl-C to stop/);
  expect(first.output).toContain('const redis = new Cluster([');
  const [, nodes = ''] = /cluster status --nodes (\S+)/.exec(first.output) ?? [];
  const status = await runCli(folder, [
    'cluster',
    'status',
    '--nodes',
    nodes,
    '--fail-on',
    'error',
  ]);
  expect(status.stdout).toMatch(/^HEALTHY: 3 shards, 3 replicas/);
  expect(status.code).toBe(0);
  // Its slot is 0 to 5460: CLUSTER KEYSLOT bar is 5061.
  expect(await ask(master, 'SET', 'bar', 'kept')).toBe('OK');
  signalAll(processes(`node-${last}`), 'SIGKILL');
  await first.until(/node-\d at .* (?:was killed|ended with status 137); restarting it in 3 s/);
  await first.until(/shard of slot 0: the master is now 127\.40\.\d+\.\d:\d+; it was /);
  first.interrupt();
  await first.until(/all nodes are stopped; the data remains in/);
  expect(await first.ended).toBe(130);
  expect(names.flatMap(processes)).toEqual([]);

  const other = await runCli(folder, ['cluster', 'up', '--dir', dir(), '--kind', 'sentinel']);
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(/is of the kind cluster, the entry of the kind sentinel/);

  const second = upInTerminal(dir());
  const [, again = ''] = await second.until(/─ shard 0-\d+: (127\.40\.\d+\.\d:\d+) {2}master/);
  expect(await ask(again, 'GET', 'bar')).toBe('kept');
  second.interrupt();
  expect(await second.ended).toBe(130);
  expect(names.flatMap(processes)).toEqual([]);
});
