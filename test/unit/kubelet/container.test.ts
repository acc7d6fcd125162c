// Containers as processes of this machine, in the network of this test.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ContainerProcess } from '../../support/kubernetes/kubelet/container-process.ts';
import { until } from '../../support/kubernetes/until.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

beforeEach(({ skip }) => skip(process.getuid?.() !== 0, 'only root can start containers'));

/** Starts a container with a volume at /data and an image at /app. */
function started(script: string, isRootReadOnly = true) {
  const folder = temporaryFolder();
  for (const name of ['container', 'data', 'image']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'image', 'hello'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
  const logFile = join(folder, 'log');
  const container = new ContainerProcess({
    folder: join(folder, 'container'),
    logFile,
    enter: [],
    hostname: 'cache-0',
    address: '10.0.0.1',
    resolver: 'nameserver 10.0.0.53\n',
    user: 999,
    group: 0,
    groups: [1000],
    isRootReadOnly,
    mounts: [
      { from: join(folder, 'data'), to: '/data', readOnly: false },
      { from: join(folder, 'image'), to: '/app', readOnly: true },
    ],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', greeting: 'good day' },
    command: ['sh', '-c', script],
  });
  onTestFinished(() => container.kill());
  return { container, log: () => readFileSync(logFile, 'utf8'), data: join(folder, 'data') };
}

const up = (log: () => string) => until('it is up', async () => log().includes('up'), 10_000);

async function outputOf(script: string, isRootReadOnly = true): Promise<string> {
  const { container, log } = started(script, isRootReadOnly);
  await container.ended;
  return log();
}

test('a container has its own host name, names, user and processes, and nothing else of this machine', async () => {
  const script =
    'hostname; id -u; id -g; id -G; cat /etc/resolv.conf; echo $$; echo $greeting; ls /';
  const lines = (await outputOf(script)).split('\n');
  expect(lines.slice(0, 7)).toEqual([
    'cache-0',
    '999',
    '0',
    '0 1000',
    'nameserver 10.0.0.53',
    '1',
    'good day',
  ]);
  expect(lines.slice(7)).toEqual(expect.arrayContaining(['app', 'data', 'etc', 'proc', 'usr']));
  expect(lines).not.toContain('home');
});

test('its files are those of its image and its volumes; a root that is read-only stays as it is', async () => {
  const script =
    '/app/hello; touch /x 2> /dev/null || echo no; touch /app/x 2> /dev/null || echo no';
  expect(await outputOf(script)).toBe('hello\nno\nno\n');
  expect(await outputOf('touch /tmp/x && echo yes', false)).toBe('yes\n');
});

test('its first process gets signals that it has a handler for, and its exit code is reported', async () => {
  const { container, log } = started('trap "exit 7" TERM; echo up; while :; do sleep 0.05; done');
  await up(log);
  container.signal('SIGTERM');
  expect(await container.ended).toBe(7);
});

test('a signal without a handler is ignored, and all processes end when it is killed', async () => {
  const { container, log } = started('sleep 1000 & echo up; while :; do sleep 0.05; done');
  await up(log);
  container.signal('SIGTERM');
  await sleep(100);
  expect(await container.run(['true'], 1000)).toBe(true);
  await container.kill();
  expect(await container.run(['true'], 1000)).toBe(false);
});

test('a probe runs in the container, as its user, and is killed when its time is over', async () => {
  const { container, log } = started('echo up; while :; do sleep 0.05; done');
  await up(log);
  expect(await container.run(['sh', '-c', '[ $(id -u) = 999 ] && /app/hello'], 2000)).toBe(true);
  expect(await container.run(['sh', '-c', '[ -d /home ]'], 2000)).toBe(false);
  const begun = performance.now();
  expect(await container.run(['sleep', '30'], 300)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
