import { beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { runCli } from '../support/run-cli.ts';
import type { LiveSandbox } from './support/live-sandbox.ts';
import {
  findingsIn,
  lockedSandbox,
  passwordFolder,
  passwords,
  secrets,
  status,
} from './support/status.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await lockedSandbox();
  return async () => sandbox.destroy();
});

async function findings(...argv: readonly string[]) {
  const list = ['--sentinels', sandbox.sentinels, ...passwords, '--json', ...argv];
  const { code, stdout } = await status(...list);
  return {
    code,
    found: findingsIn(stdout).map(({ rule, node, is }) => `${rule} ${node ?? '-'} ${is}`),
  };
}

test('reports nothing for a healthy cluster with passwords, and prints no secret', async () => {
  const { code, stdout, stderr } = await status(
    '--sentinels',
    sandbox.sentinels,
    ...passwords,
    '--expect-replicas',
    '2',
    '--expect-sentinels',
    '3',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^HEALTHY: master 127\.40\.\d+\.1:16379, 2 replicas, 3 sentinels\n\nmymaster\n└─ 127\.40\.\d+\.1:16379 {2}master\n {3}├─ .*replica, in sync/,
  );
  expect(stdout).toMatch(/read in \d+ ms\n$/);
  const json = await status('--sentinels', sandbox.sentinels, ...passwords, '--json');
  expect(json.stdout + stdout).not.toContain('pass"');
  expect(JSON.parse(json.stdout)).toMatchObject({
    healthy: true,
    state: 'healthy',
    findings: [],
    causes: [],
  });
});

describe('on a terminal of 60 columns', () => {
  test('prints no longer lines', async () => {
    const folder = passwordFolder();
    const { stdout } = await runCli(
      folder,
      ['cluster', 'status', '--sentinels', sandbox.sentinels, ...passwords],
      { width: 60, isTerminal: true },
    );
    const long = stdout.split('\n').filter((line) => line.length > 60);
    expect(long).toEqual([]);
  });
});

describe('a degraded cluster', () => {
  test('reports that one of three sentinels is down', async () => {
    const one = sandbox.node('sentinel-3');
    await sandbox.runtime.kill(one);
    const { code, found } = await findings();
    await sandbox.runtime.start(one);
    expect(code).toBe(1);
    expect(found[0]).toBe(
      `nodes-answer ${formatEndpoint(one.at)} this sentinel does not answer: connection refused`,
    );
    await sandbox.healthy();
  });

  test('reports two masters, a replica of a replica, different timings and a wrong masterauth', async () => {
    const { host, port } = sandbox.node('redis-3').at;
    await sandbox.ask('redis-2', 'REPLICAOF', host, String(port));
    await sandbox.ask(
      'sentinel-1',
      'SENTINEL',
      'SET',
      'mymaster',
      'down-after-milliseconds',
      '500',
    );
    await sandbox.ask('redis-3', 'CONFIG', 'SET', 'replica-priority', '0');
    await sandbox.ask('redis-3', 'CONFIG', 'SET', 'masterauth', 'other');
    const follows = await findings();
    await sandbox.ask('redis-2', 'REPLICAOF', 'NO', 'ONE');
    const both = await findings();
    const master = sandbox.node('redis-1').at;
    await sandbox.ask('redis-3', 'CONFIG', 'SET', 'masterauth', secrets.redis);
    await sandbox.ask('redis-3', 'CONFIG', 'SET', 'replica-priority', '100');
    await sandbox.ask('redis-2', 'REPLICAOF', master.host, String(master.port));
    await sandbox.ask(
      'sentinel-1',
      'SENTINEL',
      'SET',
      'mymaster',
      'down-after-milliseconds',
      '2000',
    );
    const rulesOf = ({ found }: { found: string[] }) =>
      new Set(found.map((line) => line.split(' ')[0]));
    expect(rulesOf(follows)).toContain('replicas-follow-master');
    expect(rulesOf(follows)).toContain('timings-sane');
    expect(rulesOf(follows)).toContain('auth-set');
    expect(rulesOf(both)).toContain('one-master');
    await sandbox.healthy();
  });
});
