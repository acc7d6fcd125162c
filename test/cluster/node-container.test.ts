// A container that two faults of a storm pause and continue, as they come.
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NodeContainer } from '../../src/docker/node-container.ts';
import { drilledImage, needContainers, useContainers } from './support/containers.ts';

const containers = useContainers();
needContainers();

async function started() {
  vi.stubEnv('DOCKER_HOST', containers.engine.host);
  const name = `t${process.pid}-paused`;
  onTestFinished(() => void containers.engine.attempt('rm', '-f', '-v', name));
  const container = new NodeContainer(name, join(containers.folder, 'log'), () => {});
  await container.create(
    ['create', '--name', name, '--network', 'none', drilledImage, 'redis-server'],
    {},
  );
  await container.start();
  const isPaused = () => containers.engine.run('inspect', '-f', '{{.State.Paused}}', name);
  return { container, isPaused };
}

test('it can be paused and continued by two faults at once, and killed meanwhile', async () => {
  const { container, isPaused } = await started();
  const fault = async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await container.pause();
      await container.unpause();
    }
  };
  await Promise.all([fault(), fault(), container.pause().then(async () => container.unpause())]);
  expect(isPaused()).toBe('false');

  const restart = async () => {
    await container.kill();
    const starting = container.start();
    expect(container.pid).toBeUndefined();
    await starting;
    expect(container.pid).toBeGreaterThan(0);
  };
  await Promise.all([fault(), restart()]);
  await container.pause();
  expect(isPaused()).toBe('true');
  await container.unpause();
  expect(isPaused()).toBe('false');
  await container.kill();
  await container.unpause();
  expect(container.isRunning).toBe(false);
});
