// Containers that end while a fault changes their network or disk.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { assertVisible } from '../../src/actions/drilling/sandboxes/container-places.ts';
import { openContainerSandbox } from '../../src/actions/drilling/sandboxes/open-container-sandbox.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import { drilledImage, needContainers, ours, useContainers } from './support/containers.ts';

const containers = useContainers();
needContainers();

/** The process of `docker start --attach`, which reports the end of a container. */
function attachedTo(container: string): number {
  const pid = readdirSync('/proc').find((one) => {
    try {
      const words = readFileSync(`/proc/${one}/cmdline`, 'latin1').split('\0');
      return words[1] === 'start' && words.includes(container);
    } catch {
      return false;
    }
  });
  return Number(pid);
}

async function isGone(pid: number) {
  await expect
    .poll(() => existsSync(`/proc/${pid}/ns/net`), { timeout: 60_000, interval: 5 })
    .toBe(false);
}

test('a container that has ended, which is not noticed yet, has no network and no disk to change', async () => {
  vi.stubEnv('DOCKER_HOST', containers.engine.host);
  const entry = await loadClusterEntry(undefined);
  const needs = { needs: 'namespace', replicas: 1, sentinels: 1, disks: 'all' } as const;
  const sandbox = await openContainerSandbox(entry, needs, drilledImage);
  onTestFinished(async () => sandbox.destroy());
  const { runtime, network } = sandbox;
  const [first, second] = sandbox.nodes;
  if (!first || !second || !network) throw new Error('no nodes or no network');
  await Promise.all([runtime.start(first), runtime.start(second)]);
  const [container = ''] = containers.lines(
    'ps',
    ...ours,
    '--filter',
    'name=redis-1',
    '--format',
    '{{.Names}}',
  );
  const pid = Number(containers.engine.run('inspect', '-f', '{{.State.Pid}}', container));
  const neighbours = () =>
    containers.engine.run('exec', container.replace('redis-1', 'redis-2'), 'cat', '/proc/net/arp');

  await network.cut([first], [second]);
  expect(neighbours()).toContain('02:00:00:00:00:00');
  const attached = attachedTo(container);
  process.kill(attached, 'SIGSTOP');
  process.kill(pid, 'SIGKILL');
  await isGone(pid);
  expect(runtime.isRunning(first)).toBe(true);
  await network.setDisk?.(first, false);
  await network.heal();
  expect(neighbours()).not.toContain('02:00:00:00:00:00');

  process.kill(attached, 'SIGCONT');
  await expect.poll(() => runtime.isRunning(first)).toBe(false);
  const starting = runtime.start(first);
  await network.heal();
  await starting;
  await network.cut([second], [first]);
  expect(neighbours()).toContain('02:00:00:00:00:00');
});

test('a program whose containers run in another process namespace is refused', () => {
  expect(() => assertVisible(process.pid)).toThrow(
    'the processes of the containers are not visible from here',
  );
});
