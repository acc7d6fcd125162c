// The shipped Dockerfile in a real engine: sizes, the three roles on a network with names, and the
// faults that only containers have.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { Stack } from './support/containers.ts';
import { boundMs, until } from './support/drill.ts';
import { Engine, whyNoEngine } from './support/engine.ts';

const why = whyNoEngine();
const skips = why !== undefined && process.env.CI !== 'true';

const tag = 'redis-image-under-test:1';
const secret = `it's "50%" & /#@\\$;`;
let engine: Engine;
let base: string;
let stack: Stack | undefined;

beforeAll(async () => {
  if (skips) return;
  engine = await Engine.start();
  base = engine.base();
  engine.build(base, tag);
});

beforeEach(({ skip }) => skip(skips, why));

afterEach(() => {
  stack?.destroy();
  stack = undefined;
});

afterAll(async () => {
  // Undefined where no engine could be started.
  await (engine as Engine | undefined)?.stop();
});

function up(env: Readonly<Record<string, string>> = {}, ...more: readonly string[]): Stack {
  stack = new Stack(engine, `t${process.pid}`, tag, env);
  stack.up(...more);
  return stack;
}

const logs = (name: string): string => engine.attempt('logs', name).out;

test('at most 16 kB and two layers more than the base; the tiny one is smaller than it', () => {
  expect(engine.bytes(tag) - engine.bytes(base)).toBeLessThanOrEqual(16_000);
  expect(engine.layers(tag) - engine.layers(base)).toBeLessThanOrEqual(2);
  const tiny = engine.build(base, 'redis-image-tiny:1', 'Dockerfile.tiny');
  expect(engine.bytes(tiny)).toBeLessThan(engine.bytes(base));
  expect(engine.run('history', '--no-trunc', tag)).not.toMatch(/apk|apt-get|wget|curl/);
});

test.each(['tiny', 'valkey'] as const)(
  'the %s variant starts, answers, is ready and stops with 0',
  async (kind) => {
    const image =
      kind === 'tiny'
        ? 'redis-image-tiny:1'
        : engine.build(engine.base('valkey'), 'valkey-image:1');
    const name = engine.start(
      `t${process.pid}-${kind}`,
      '--network',
      'none',
      '-e',
      'announce_ip=127.0.0.1',
      '-e',
      'min_replicas_to_write=0',
      image,
    );
    await until(
      'it is ready',
      () => engine.attempt('exec', name, '/redis-ha/health.sh', 'ready').status === 0,
    );
    const cli = kind === 'valkey' ? 'valkey-cli' : 'redis-cli';
    expect(engine.attempt('exec', name, cli, 'set', 'a', '1').out).toBe('OK');
    expect(engine.attempt('exec', name, 'sh', '-c', 'grep ^Uid /proc/1/status').out).toMatch(
      /Uid:\s999\s999/,
    );
    engine.run('stop', name);
    expect(engine.run('inspect', '-f', '{{.State.ExitCode}}', name)).toBe('0');
  },
);

test('image build makes the image of an entry, with its labels', async () => {
  const folder = temporaryFolder({
    'answers.yml':
      'blueprint: redis-sentinel\nversion: 1.2.3\nanswers: { image: built-by-cli:1.2.3 }\n',
  });
  vi.stubEnv('DOCKER_HOST', engine.host);
  vi.stubEnv('DOCKER_BUILDKIT', '0');
  const { code, stdout } = await runCli(folder, ['image', 'build', '--base', base]);
  vi.unstubAllEnvs();
  expect([code, stdout]).toEqual([0, 'built-by-cli:1.2.3: built\n']);
  const label = '{{index .Config.Labels "org.opencontainers.image.version"}}';
  expect(engine.run('image', 'inspect', '-f', label, 'built-by-cli:1.2.3')).toBe('1.2.3');
});

test('any uid, a read-only root and no capability', async () => {
  const hard = ['--network', 'none', '--read-only', '--user', '12345', '--cap-drop', 'ALL'];
  const alone = ['-e', 'announce_ip=127.0.0.1', '-e', 'min_replicas_to_write=0', '-e', 'TZ=UTC-3'];
  const place = ['--tmpfs', '/data:uid=12345'];
  const name = engine.start(`t${process.pid}-ro`, ...hard, ...place, ...alone, tag);
  await until(
    'it takes writes',
    () => engine.attempt('exec', name, 'redis-cli', 'set', 'a', '1').out === 'OK',
  );
  expect(engine.attempt('exec', name, 'sh', '-c', 'grep ^Uid /proc/1/status').out).toMatch(
    /Uid:\s12345/,
  );
  expect(logs(name)).toContain('+0300 master: starting as master');
  engine.run('stop', name);
  expect(engine.run('inspect', '-f', '{{.State.ExitCode}}', name)).toBe('0');
});

test(
  'a stack by names, with passwords: healthy, no zombie, a stop that loses nothing, no secret shown',
  { retry: 1, timeout: 120_000 },
  async () => {
    const running = up({ redis_password: secret, sentinel_password: `${secret}!` });
    const master = await running.whole();
    expect(master.service).toBe('redis-master');
    const writer = running.writer();
    await writer.steady();
    const from = writer.mark();
    const begun = Date.now();
    await engine.runAside('stop', master.name);
    expect(Date.now() - begun).toBeLessThan(8000);
    expect(engine.run('inspect', '-f', '{{.State.ExitCode}}', master.name)).toBe('0');
    await writer.steady();
    expect(writer.longestGapMs(from)).toBeLessThanOrEqual(boundMs(250, 1200));
    engine.run('start', master.name);
    const next = await running.whole();
    await writer.stop();
    expect(next.name).not.toBe(master.name);
    expect(await writer.lost(running.endpoint(next))).toBe(0);
    for (const { name } of running.containers) {
      expect(engine.run('top', name, '-eo', 'pid,args')).not.toContain(`50%`);
      expect(engine.run('top', name, '-eo', 'pid,stat,args')).not.toContain('<defunct>');
      expect(logs(name)).not.toContain('50%');
      expect(engine.attempt('exec', name, '/redis-ha/health.sh', 'ready')).toMatchObject({
        status: 0,
      });
    }
    expect(engine.run('history', '--no-trunc', tag)).not.toContain('50%');
  },
);

test(
  'a name server that swallows every question: the failover comes as usual',
  { retry: 1, timeout: 120_000 },
  async () => {
    const running = up();
    const master = await running.whole();
    const writer = running.writer();
    await writer.steady();
    const questions = await running.swallowNames();
    for (const { name } of running.containers) {
      engine.run(
        'exec',
        '-u',
        '0',
        name,
        'sh',
        '-c',
        `echo nameserver ${questions.address} > /etc/resolv.conf`,
      );
    }
    expect(
      engine.attempt('exec', master.name, 'timeout', '2', 'nslookup', 'redis-sentinels').status,
    ).not.toBe(0);
    await until('the question is swallowed', () => questions.count() > 0);
    const from = writer.mark();
    await engine.runAside('kill', master.name);
    await until(
      'writes go on',
      () => writer.acknowledgedAfter(from) > 200 && writer.longestGapMs(from) > 1000,
    );
    expect(writer.longestGapMs(from)).toBeLessThanOrEqual(4000);
    await writer.stop();
    const next = await until('a new master', async () => running.master());
    expect(await writer.lost(running.endpoint(next))).toBe(0);
    for (const { name } of running.sentinels) expect(logs(name)).not.toContain('+tilt');
  },
);

test(
  'the whole stack re-created with new addresses, volumes kept: whole within 30 s, nothing lost',
  { timeout: 150_000 },
  async () => {
    const running = up();
    const before = await running.whole();
    const writer = running.writer();
    await writer.steady(1500);
    await sleep(2500);
    await writer.stop();
    const address = running.endpoint(before).address;
    running.down();
    running.up();
    const after = await running.whole(30_000);
    expect(after.name).toBe(before.name);
    expect(running.endpoint(after).address).not.toBe(address);
    expect(await writer.lost(running.endpoint(after))).toBe(0);
    const only = async () =>
      (await running.views()).every(
        (view) => view['num-slaves'] === '2' && view['num-other-sentinels'] === '2',
      );
    await until('the old addresses are forgotten', only, 75_000);
  },
);
