import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { infoOf } from '../../src/redis/fields.ts';
import { findingsIn } from '../support/findings.ts';
import { bin } from '../support/bundle.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { liveSandbox, type LiveSandbox } from './support/live-sandbox.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await liveSandbox();
  return async () => sandbox.destroy();
});

const switchover = async (...argv: readonly string[]) =>
  runCli(temporaryFolder(), ['cluster', 'switchover', '--sentinels', sandbox.sentinels, ...argv]);

async function masterName(): Promise<string> {
  for (const name of ['redis-1', 'redis-2', 'redis-3']) {
    if (infoOf(await sandbox.ask(name, 'INFO', 'replication')).get('role') === 'master')
      return name;
  }
  return '';
}

/** Whether a write is answered at once, because writes are not paused. */
async function writes(name: string): Promise<boolean> {
  const begun = performance.now();
  const reply = await sandbox.ask(name, 'SET', 'free', '1').catch(() => 'held');
  return reply === 'OK' && performance.now() - begun < 500;
}

/** After a failover, the new master refuses writes until its replicas have its data. */
const resumed = async () => expect.poll(async () => writes(await masterName())).toBe(true);

test('--dry-run prints the plan and changes nothing', async () => {
  const before = await masterName();
  const { code, stdout } = await switchover('--dry-run');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^127\.40\.\d+\.1:16379 → 127\.40\.\d+\.[23]:16380, fast switchover\n {2}1\. hold the writes/,
  );
  expect(stdout.split('\n')).toHaveLength(8);
  expect(await masterName()).toBe(before);
});

test('--to selects the next master, and --json prints the result', async () => {
  const to = formatEndpoint(sandbox.node('redis-3').at);
  const { code, stdout } = await switchover('--to', to, '--json');
  const { result } = JSON.parse(stdout) as { result: { ok: boolean; way: string } };
  expect({ code, ok: result.ok, way: result.way }).toEqual({ code: 0, ok: true, way: 'fast' });
  expect(await masterName()).toBe('redis-3');
  await sandbox.healthy();
});

test('rejects an impossible target', async () => {
  const master = formatEndpoint(sandbox.node(await masterName()).at);
  expect(await switchover('--to', master)).toMatchObject({ code: 1, stdout: '' });
  const { code, stderr } = await switchover('--to', '127.0.0.1');
  expect({ code, found: findingsIn(stderr) }).toEqual({ code: 2, found: ['usage'] });
  expect(await writes(await masterName())).toBe(true);
});

test('uses a failover of the sentinels if one is missing, and resumes writes', async () => {
  const before = await masterName();
  await sandbox.runtime.kill(sandbox.node('sentinel-1'));
  // Sentinel would choose, and could take another replica than the one that is named.
  const named = ['redis-1', 'redis-2', 'redis-3'].find((name) => name !== before) ?? '';
  const refused = await switchover('--to', formatEndpoint(sandbox.node(named).at));
  expect([refused.code, findingsIn(refused.stderr)]).toEqual([1, ['switchover-refused']]);
  expect(await masterName()).toBe(before);
  const { code, stderr } = await switchover('--timeout', '10');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await masterName()).not.toBe(before);
  await sandbox.runtime.start(sandbox.node('sentinel-1'));
  await sandbox.healthy();
  await resumed();
});

test('reports that a failover continues which has not ended at the timeout', async () => {
  const before = await masterName();
  const replicas = ['redis-1', 'redis-2', 'redis-3'].filter((name) => name !== before);
  const sentinels = ['sentinel-2', 'sentinel-3'];
  await sandbox.runtime.kill(sandbox.node('sentinel-1'));
  // No replica can be promoted, and the sentinels give up after two seconds.
  for (const name of replicas)
    await sandbox.ask(name, 'ACL', 'SETUSER', 'default', '-replicaof', '-slaveof');
  for (const name of sentinels)
    await sandbox.ask(name, 'SENTINEL', 'SET', 'mymaster', 'failover-timeout', '2000');
  const { code, stderr } = await switchover('--timeout', '1');
  expect({ code, found: findingsIn(stderr) }).toEqual({ code: 1, found: ['switchover-failed'] });
  expect(stderr).toContain('the failover has not ended within 1 s, and continues');
  expect(stderr).toContain(`what ${formatEndpoint(sandbox.node(before).at)} accepts until`);
  for (const name of replicas) await sandbox.ask(name, 'ACL', 'SETUSER', 'default', '+@all');
  for (const name of sentinels)
    await sandbox.ask(name, 'SENTINEL', 'SET', 'mymaster', 'failover-timeout', '10000');
  await sandbox.runtime.start(sandbox.node('sentinel-1'));
  await sandbox.healthy();
  await resumed();
});

test('leaves no client paused when the next master hangs', async () => {
  const before = await masterName();
  const target = ['redis-1', 'redis-2', 'redis-3'].find((name) => name !== before) ?? '';
  const frozen = sandbox.node(target);
  const run = switchover('--to', formatEndpoint(frozen.at), '--timeout', '3');
  await sandbox.runtime.freeze(frozen);
  const { code } = await run;
  await sandbox.runtime.thaw(frozen);
  expect([0, 1]).toContain(code);
  await sandbox.healthy();
  expect(await writes(await masterName())).toBe(true);
});

test('resumes writes when interrupted at any moment', async () => {
  for (const afterMs of [60, 110, 140, 170, 220]) {
    const child = spawn(
      process.execPath,
      [bin, 'cluster', 'switchover', '--sentinels', sandbox.sentinels],
      { stdio: 'ignore' },
    );
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    await sleep(afterMs);
    child.kill('SIGINT');
    const code = await ended;
    expect([0, 130, null]).toContain(code);
    await sandbox.healthy();
    expect(await writes(await masterName())).toBe(true);
  }
});
