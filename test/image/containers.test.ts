// The shipped Dockerfile in a real engine: sizes, variants, and containers with few rights.
import { execFileSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { tag, useStacks } from './support/stack.ts';
import { until } from './support/waits.ts';

const stacks = useStacks();

/** The size of the files of the image as a compressed layer. */
function compressedBytes(): number {
  const name = stacks.engine.start(`t${process.pid}-files`, '--network', 'none', tag, 'sentinel');
  const folder = temporaryFolder({});
  stacks.engine.run('cp', `${name}:/redis-ha`, folder);
  const layer = 'tar -C "$1" -c redis-ha | gzip -6 | wc -c';
  return Number(execFileSync('sh', ['-c', layer, 'sh', folder], { encoding: 'utf8' }));
}

test('adds at most 32 kB and two layers to the base, and the tiny variant is smaller than the result', () => {
  expect(compressedBytes()).toBeLessThanOrEqual(32 * 1024);
  expect(stacks.engine.layers(tag) - stacks.engine.layers(stacks.base)).toBeLessThanOrEqual(2);
  const tiny = stacks.engine.build(stacks.base, 'redis-image-tiny:1', 'Dockerfile.tiny');
  // The base of the tests has only what a server needs: the variant has that as well, and the scripts.
  expect(stacks.engine.bytes(tiny)).toBeLessThan(stacks.engine.bytes(tag));
  expect(stacks.engine.run('history', '--no-trunc', tag)).not.toMatch(/apk|apt-get|wget|curl/);
});

test('the files can be read in the container, by every user', () => {
  const shown = stacks.engine.run(
    'run',
    '--rm',
    '--user',
    '12345',
    '--entrypoint',
    'sh',
    tag,
    '-c',
    'find /redis-ha -type f | xargs head -n 2; grep -rlE "gzip|eval " /redis-ha; exit 0',
  );
  for (const step of ['functions.sh', 'decide-start.awk', 'cluster/functions.sh'])
    expect(shown).toMatch(new RegExp(`^==> /redis-ha/lib/${step} <==\n\n?\\w+`, 'm'));
  expect(shown).not.toMatch(/^\/redis-ha/m);
});

test.each(['tiny', 'valkey'] as const)(
  'the %s variant starts, answers, is ready and stops with 0',
  async (kind) => {
    const variant =
      kind === 'tiny'
        ? 'redis-image-tiny:1'
        : stacks.engine.build(stacks.engine.base('valkey'), 'valkey-image:1');
    const name = stacks.engine.start(
      `t${process.pid}-${kind}`,
      '--network',
      'none',
      '-e',
      'announce_ip=127.0.0.1',
      '-e',
      'min_replicas_to_write=0',
      variant,
    );
    await until(
      'it is ready',
      () => stacks.engine.attempt('exec', name, '/redis-ha/health.sh', 'ready').status === 0,
    );
    const cli = kind === 'valkey' ? 'valkey-cli' : 'redis-cli';
    expect(stacks.engine.attempt('exec', name, cli, 'set', 'a', '1').out).toBe('OK');
    expect(stacks.engine.attempt('exec', name, 'sh', '-c', 'grep ^Uid /proc/1/status').out).toMatch(
      /Uid:\s999\s999/,
    );
    stacks.engine.run('stop', name);
    expect(stacks.engine.run('inspect', '-f', '{{.State.ExitCode}}', name)).toBe('0');
  },
);

test('runs any other command as it is', () => {
  const run = (...command: readonly string[]) =>
    stacks.engine.attempt('run', '--rm', '--network', 'none', tag, ...command);
  expect(run('redis-cli', '--version')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^redis-cli \d/),
  });
  expect(run('sh', '-c', 'id -u; exit 5')).toEqual({ status: 5, out: '0' });
  expect(run('redis-server', '--version').status).toBe(0);
  expect(run('sentnel')).toMatchObject({
    status: 64,
    out: expect.stringMatching(/ redis: unknown role 'sentnel'; allowed: [^\n]*$/),
  });
});

test('image build builds the image of an entry with its labels', async () => {
  const folder = temporaryFolder({
    'answers.yml':
      'blueprint: redis-sentinel\nversion: 1.2.3\nanswers: { image: built-by-cli:1.2.3 }\n',
  });
  vi.stubEnv('DOCKER_HOST', stacks.engine.host);
  vi.stubEnv('DOCKER_BUILDKIT', '0');
  const { code, stdout } = await runCli(folder, ['image', 'build', '--base', stacks.base]);
  vi.unstubAllEnvs();
  expect([code, stdout]).toEqual([0, 'built-by-cli:1.2.3: built\n']);
  const label = '{{index .Config.Labels "org.opencontainers.image.version"}}';
  expect(stacks.engine.run('image', 'inspect', '-f', label, 'built-by-cli:1.2.3')).toBe('1.2.3');
});

test('runs with any uid, a read-only root and no capabilities', async () => {
  const hard = ['--network', 'none', '--read-only', '--user', '12345', '--cap-drop', 'ALL'];
  const alone = ['-e', 'announce_ip=127.0.0.1', '-e', 'min_replicas_to_write=0', '-e', 'TZ=UTC-3'];
  const place = ['--tmpfs', '/data:uid=12345'];
  const name = stacks.engine.start(`t${process.pid}-ro`, ...hard, ...place, ...alone, tag);
  await until(
    'it takes writes',
    () => stacks.engine.attempt('exec', name, 'redis-cli', 'set', 'a', '1').out === 'OK',
  );
  expect(stacks.engine.attempt('exec', name, 'sh', '-c', 'grep ^Uid /proc/1/status').out).toMatch(
    /Uid:\s12345/,
  );
  expect(stacks.logs(name)).toContain('+0300 master: starting as master');
  stacks.engine.run('stop', name);
  expect(stacks.engine.run('inspect', '-f', '{{.State.ExitCode}}', name)).toBe('0');
});
