// `--runtime docker` with a real engine and the shipped image on a stand-in base.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { allDrills } from '../../src/cluster/drills/all-drills.ts';
import { drillObstacle } from '../../src/actions/drilling/drill-obstacle.ts';
import { until } from '../image/support/waits.ts';
import { bin } from '../support/bundle.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { inDocker, needContainers, ours, useContainers } from './support/containers.ts';
import { ask, upInTerminal } from './support/up-terminal.ts';

const containers = useContainers();
needContainers();

const containersOf = () => containers.lines('ps', ...ours, '--format', '{{.Names}}');

const up = (...argv: readonly string[]) =>
  upInTerminal(join(containers.folder, 'cluster'), [...inDocker, ...argv], {
    DOCKER_HOST: containers.engine.host,
  });

test('up shows a failover, keeps the data for the next run, and removes what a killed run left', async () => {
  const first = up();
  const [, master = ''] = await first.until(/─ (\d+\.\d+\.\d+\.1:16379) {2}master/);
  await first.until(/Press Ctrl-C to stop/);
  expect(await ask(master, 'SET', 'kept', 'yes')).toBe('OK');
  await sleep(1500); // appendfsync everysec
  const container = containers.engine.run(
    'ps',
    '--format',
    '{{.Names}}',
    '--filter',
    'name=redis-1',
  );
  containers.engine.run('kill', '-s', 'KILL', container);
  await first.until(/redis-1 at [\d.]+:16379 was killed; restarting it in 3 s/);
  await first.until(/the master is now [\d.]+:16380; it was [\d.]+\.1:16379/);
  first.interrupt();
  await first.until(/all nodes are stopped; the data remains in/);
  expect(await first.ended).toBe(130);
  await expect.poll(() => containers.left()).toEqual([]);

  const second = up();
  const [, again = ''] = await second.until(/─ (\d+\.\d+\.\d+\.\d+:\d+) {2}master/);
  expect(again.split('.').slice(0, 3)).toEqual(master.split('.').slice(0, 3));
  expect(await ask(again, 'GET', 'kept')).toBe('yes');
  vi.stubEnv('DOCKER_HOST', containers.engine.host);
  const third = await runCli(containers.folder, ['cluster', 'up', '--dir', 'cluster', ...inDocker]);
  expect(third).toMatchObject({ code: 2 });
  expect(third.stderr).toMatch(
    /is in use {3}\[port-busy\]\n {2}hint: a cluster is already running in this folder; choose another/,
  );
  const other = await runCli(containers.folder, [
    'cluster',
    'up',
    '--dir',
    'cluster',
    '--runtime',
    'process',
  ]);
  expect(other.stderr).toContain('the cluster in cluster ran with --runtime docker   [usage]');

  const pid = containers.engine
    .run('network', 'ls', '--format', '{{.Label "rancher-catalog.owner"}}')
    .match(/\/(\d+)\/\d+$/m)?.[1];
  process.kill(Number(pid), 'SIGKILL');
  await second.ended;
  expect(containers.left()).not.toEqual([]);
  const last = up();
  await last.until(/starting 6 containers/);
  await sleep(1000);
  last.interrupt();
  await sleep(100);
  last.interrupt();
  expect(await last.ended).toBe(130);
  await expect.poll(() => containers.left()).toEqual([]);
});

test.for([
  // While the nodes start, and once they run.
  ['SIGTERM', 'dead-names', 1, 143],
  ['SIGINT', 'sentinel-killed', 7, 130],
] as const)('%s in a drill leaves nothing behind: %s', async ([signal, name, count, status]) => {
  const child = spawn(process.execPath, [bin, 'cluster', 'drill', name, ...inDocker], {
    stdio: 'ignore',
    env: containers.environment,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  try {
    await until(
      `${count} containers`,
      () => child.exitCode !== null || containersOf().length >= count,
    );
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill(signal);
  }
  expect(await ended).toBe(status);
  await sleep(300);
  await expect.poll(() => containers.left()).toEqual([]);
});

test('all drills except the clock drill run on containers', async () => {
  const unable = allDrills().filter((each) => drillObstacle(each, 'docker') !== undefined);
  expect(unable.map(({ id }) => id)).toEqual([38]);
  const ran = await runCli(temporaryFolder(), ['cluster', 'drill', '38', ...inDocker]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(
    /^error {2}clock-and-starvation cannot run here: containers share the clock of their host/,
  );
});

test.for([['up'], ['drill', '1']])(
  '%s reports a missing engine and a missing image',
  async (words) => {
    const at = temporaryFolder();
    const call = ['cluster', ...words, '--runtime', 'docker'];
    vi.stubEnv('DOCKER_HOST', `unix://${at}/missing.sock`);
    const alone = await runCli(at, call);
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toMatch(
      /^error {2}no container engine answers: .+ {3}\[engine-missing\]\n/,
    );
    vi.stubEnv('DOCKER_HOST', containers.engine.host);
    const unknown = await runCli(at, [...call, '--image', 'missing/image:1']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toMatch(
      /^error {2}the container engine does not have the image missing\/image:1 {3}\[image-missing\]\n/,
    );
    await expect.poll(() => containers.left()).toEqual([]);
  },
);

test('reports a base image that cannot be pulled, with alternatives', async () => {
  vi.stubEnv('DOCKER_HOST', containers.engine.host);
  const at = temporaryFolder({
    'answers.yml':
      'blueprint: redis-sentinel\nname: cache\nversion: 1.0.0\nanswers: { image: "missing.invalid/cache:1" }\n',
  });
  const ran = await runCli(at, ['cluster', 'up', '--runtime', 'docker', '-a', 'answers.yml']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(
    /error {2}missing\.invalid\/cache:1 does not exist and cannot be built: .+ {3}\[image-missing\]\n {2}hint: name an existing image with --image TAG, or run processes with --runtime process/,
  );
});
