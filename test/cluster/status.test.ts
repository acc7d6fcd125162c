import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import type { Finding } from '../../src/cluster/rules/rule.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { fakeDataNode, fakeNode, fakeSentinel, type FakeCluster } from './support/fake-nodes.ts';
import { liveSandbox, type LiveSandbox } from './support/live-sandbox.ts';

const secrets = { redis: 'data "pass" $1', sentinel: "sentinel 'pass' #2" };
let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await liveSandbox({
    redis_password: secrets.redis,
    sentinel_password: secrets.sentinel,
  });
});

const passwords = ['--password-file', 'redis.pw', '--sentinel-password-file', 'sentinel.pw'];

async function status(...argv: readonly string[]) {
  const folder = temporaryFolder({
    'redis.pw': `${secrets.redis}\n`,
    'sentinel.pw': secrets.sentinel,
    'wrong.pw': 'wrong',
    'empty.pw': '\n',
  });
  return runCli(folder, ['cluster', 'status', ...argv]);
}

async function findings(...argv: readonly string[]): Promise<{ code: number; found: string[] }> {
  const { code, stdout } = await status(
    '--sentinels',
    sandbox.sentinels,
    ...passwords,
    '--json',
    ...argv,
  );
  const { findings: list } = JSON.parse(stdout) as { findings: Finding[] };
  return { code, found: list.map(({ rule, node, is }) => `${rule} ${node ?? '-'} ${is}`) };
}

test('a healthy cluster with both passwords: no finding, exit code 0, no secret in the output', async () => {
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
    /^mymaster\n└─ 127\.40\.\d+\.1:16379 {2}master\n {3}├─ .*replica, in step/,
  );
  expect(stdout).toMatch(/healthy {2}\(asked in \d+ ms\)\n$/);
  const json = await status('--sentinels', sandbox.sentinels, ...passwords, '--json');
  expect(json.stdout + stdout).not.toContain('pass"');
  expect(JSON.parse(json.stdout)).toMatchObject({ healthy: true, findings: [] });
});

describe('on a terminal of 60 columns', () => {
  test('no line is longer', async () => {
    const folder = temporaryFolder({ 'redis.pw': secrets.redis, 'sentinel.pw': secrets.sentinel });
    const { stdout } = await runCli(
      folder,
      ['cluster', 'status', '--sentinels', sandbox.sentinels, ...passwords],
      60,
    );
    const long = stdout.split('\n').filter((line) => line.length > 60);
    expect(long).toEqual([]);
  });
});

describe('bad input', () => {
  const first = () => sandbox.sentinels.split(',')[0] ?? '';
  const silent = (words: string, hint: string) =>
    `error  the sentinel at ${first()} cannot be asked: ${words}   [sentinels-silent]\n  hint: ${hint}\n\n1 error\n\n`;

  test.for([
    [
      'no list',
      [],
      'error  no sentinel is named   [sentinels-form]\n  hint: name one at least, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n',
    ],
    [
      'an empty part',
      ['--sentinels', 'a:1,,b:2'],
      'error  an empty part stands in --sentinels   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n',
    ],
    [
      'a part without a port',
      ['--sentinels', 'a:1,b'],
      "error  'b' is no host:port   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n",
    ],
    [
      'a port that is none',
      ['--sentinels', 'a:99999'],
      "error  'a:99999' is no host:port   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n",
    ],
    [
      'an empty list',
      ['--sentinels', ''],
      'error  --sentinels is empty   [usage]\n  hint: rancher-catalog --help lists the commands\n\n1 error\n\n',
    ],
    [
      'an empty password file',
      ['--sentinels', 'a:1', '--password-file', 'empty.pw'],
      'error  empty.pw is empty   [password-file]\n  hint: write the password into it, or leave the option out\n\n1 error\n\n',
    ],
    [
      'a half sentinel',
      ['--sentinels', 'a:1', '--expect-sentinels', '2.5'],
      'error  --expect-sentinels wants a whole number   [usage]\n  hint: such as --expect-sentinels 3\n\n1 error\n\n',
    ],
  ] as const)('%s', async ([, argv, says]) => {
    expect(await status(...argv)).toEqual({ code: 2, stdout: '', stderr: says });
  });

  test('no sentinel answers', async () => {
    const { code, stderr } = await status('--sentinels', '127.40.255.1:9,127.40.255.2:9');
    expect(code).toBe(2);
    expect(stderr).toBe(
      ['1', '2']
        .map(
          (last) =>
            `error  the sentinel at 127.40.255.${last}:9 cannot be asked: the connection is refused   [sentinels-silent]\n  hint: see whether it runs and the port is right\n\n`,
        )
        .join('') + '2 errors\n\n',
    );
  });

  test('the sentinels’ password is missing', async () => {
    const { code, stderr } = await status('--sentinels', first(), '--password-file', 'redis.pw');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: silent(
        'it wants a password, and none was given',
        'give the sentinels’ password with --sentinel-password-file',
      ),
    });
  });

  test('the two passwords are swapped', async () => {
    const { code, stderr } = await status(
      '--sentinels',
      first(),
      '--password-file',
      'sentinel.pw',
      '--sentinel-password-file',
      'redis.pw',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: silent(
        'it refuses the password that was given',
        'see whether --sentinel-password-file holds the sentinels’ password, not the data nodes’',
      ),
    });
  });

  test('the data nodes’ password is wrong: each is named, with the option', async () => {
    const { code, stdout } = await status(
      '--sentinels',
      sandbox.sentinels,
      '--password-file',
      'wrong.pw',
      '--sentinel-password-file',
      'sentinel.pw',
      '--json',
    );
    const { findings: list } = JSON.parse(stdout) as { findings: Finding[] };
    const refused = list.filter(({ rule }) => rule === 'nodes-answer');
    expect(code).toBe(1);
    expect(refused.map(({ is, mend }) => [is, mend])).toEqual(
      Array.from({ length: 3 }, () => [
        'this data node cannot be asked: it refuses the password that was given',
        'put the right password into --password-file (data nodes) or --sentinel-password-file (sentinels)',
      ]),
    );
  });

  test('TLS on a port without', async () => {
    const { code, stderr } = await status('--sentinels', first(), ...passwords, '--tls');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /cannot be asked: (there is no TLS on this port, or its certificate is unknown|no connection within 900 ms|the connection was closed)/,
    );
  });

  test('a port that is a data node’s', async () => {
    const data = formatEndpoint(sandbox.node('redis-1').at);
    const { code, stderr } = await status(
      '--sentinels',
      data,
      '--sentinel-password-file',
      'redis.pw',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error  the sentinel at ${data} cannot be asked: this is a data node (master), not a sentinel   [sentinels-silent]\n  hint: name the port of a sentinel: 26379, or sentinel_port of the entry\n\n1 error\n\n`,
    });
  });

  test('an unknown master', async () => {
    const { code, stderr } = await status(
      '--sentinels',
      first(),
      ...passwords,
      '--master-name',
      'other',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error  no sentinel knows a master named other   [master-unknown]\n  hint: they know: mymaster; choose one with --master-name\n\n1 error\n\n',
    });
  });
});

describe('a cluster that is not well', () => {
  test('one of three sentinels dead: goes on, and says so', async () => {
    const one = sandbox.node('sentinel-3');
    await sandbox.runtime.kill(one);
    const { code, found } = await findings();
    await sandbox.runtime.start(one);
    expect(code).toBe(1);
    expect(found[0]).toBe(
      `nodes-answer ${formatEndpoint(one.at)} this sentinel cannot be asked: the connection is refused`,
    );
    await sandbox.healthy();
  });

  test('a replica that hangs: bounded, and named', async () => {
    const one = sandbox.node('redis-3');
    await sandbox.runtime.freeze(one);
    const begun = performance.now();
    const { found } = await findings();
    const tookMs = performance.now() - begun;
    await sandbox.runtime.thaw(one);
    expect(found).toContain(
      `nodes-answer ${formatEndpoint(one.at)} this data node cannot be asked: no reply within 900 ms`,
    );
    expect(tookMs).toBeLessThan(5000);
    await sandbox.healthy();
  });

  test('two masters, a replica of a replica, other timings, a priority of 0', async () => {
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

describe('speed', () => {
  const bin = join(import.meta.dirname, '../../dist/cli.js');
  const timeOf = (argv: readonly string[]) => {
    const begun = performance.now();
    execFileSync(process.execPath, argv);
    return performance.now() - begun;
  };

  test('six nodes take at most 300 ms over Node itself', () => {
    const folder = temporaryFolder({ 'r.pw': secrets.redis, 's.pw': secrets.sentinel });
    const argv = [
      'cluster',
      'status',
      '--sentinels',
      sandbox.sentinels,
      '--password-file',
      join(folder, 'r.pw'),
      '--sentinel-password-file',
      join(folder, 's.pw'),
    ];
    // In turns, and the best of each: what else the machine does is not the program's time.
    const [bare, whole]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 7; turn += 1) {
      bare.push(timeOf(['-e', '0']));
      whole.push(timeOf([bin, ...argv]));
    }
    expect(Math.min(...whole) - Math.min(...bare)).toBeLessThan(300);
  });

  test('fifty nodes take at most a second', async () => {
    const net = '127.40.254';
    const endpoints = (from: number, count: number, port: number) =>
      Array.from({ length: count }, (_, index) => ({ host: `${net}.${from + index}`, port }));
    const [master = { host: net, port: 0 }, ...replicas] = endpoints(1, 41, 16_379);
    const cluster: FakeCluster = { master, replicas, sentinels: endpoints(101, 9, 16_381) };
    for (const at of cluster.sentinels) await fakeNode(at, fakeSentinel(cluster, at));
    for (const at of [master, ...replicas]) await fakeNode(at, fakeDataNode(cluster, at));
    const begun = performance.now();
    const { stdout } = await status('--sentinels', `${net}.101:16381`, '--json');
    expect(performance.now() - begun).toBeLessThan(1000);
    const { snapshot } = JSON.parse(stdout) as {
      snapshot: { dataNodes: unknown[]; sentinels: unknown[] };
    };
    expect([snapshot.dataNodes.length, snapshot.sentinels.length]).toEqual([41, 9]);
  });
});

test('an address that only the container network reaches: what to announce is said', async () => {
  const sentinel = { host: '127.40.253.101', port: 16_381 };
  const cluster: FakeCluster = {
    master: { host: 'redis-inside.invalid', port: 6379 },
    replicas: [],
    sentinels: [sentinel],
  };
  await fakeNode(sentinel, fakeSentinel(cluster, sentinel));
  const begun = performance.now();
  const { code, stdout } = await status('--sentinels', formatEndpoint(sentinel), '--json');
  const { findings: list } = JSON.parse(stdout) as { findings: Finding[] };
  const found = list.find(({ rule }) => rule === 'addresses-reachable');
  expect(code).toBe(1);
  expect(found?.node).toBe('redis-inside.invalid:6379');
  expect(found?.mend).toMatch(/set announce_ip and announce_port/);
  expect(performance.now() - begun).toBeLessThan(5000);
});
