// `--runtime docker` with a real engine and the shipped image on a stand-in base.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { drillsFor } from '../../src/cluster/drills/drills.ts';
import type { DrillLine, SlimResult } from '../../src/cluster/drills/report.ts';
import { obstacle } from '../../src/actions/drilling/run-drills.ts';
import { Engine, whyNoEngine } from '../image/support/engine.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { ask, bin, upInTerminal } from './support/up-terminal.ts';

const why =
  whyNoEngine() ??
  (process.getuid?.() === 0 ? undefined : 'some drills change the network of containers as root');
const skips = why !== undefined && process.env.CI !== 'true';
const image = 'redis-cluster-under-test:1';
const inDocker = ['--runtime', 'docker', '--image', image];

let engine: Engine;
let folder = '';

beforeAll(async () => {
  if (skips) return;
  folder = mkdtempSync(join(tmpdir(), 'docker-test-'));
  engine = await Engine.start();
  engine.build(engine.base(), image);
});

beforeEach(({ skip }) => skip(skips, why));

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  // Undefined where no engine could be started.
  await (engine as Engine | undefined)?.stop();
});

const environment = () => ({ ...process.env, DOCKER_HOST: engine.host, TMPDIR: folder });

const ours = ['--filter', 'label=rancher-catalog.sandbox'];

const linesOf = (...words: readonly string[]) =>
  engine
    .run(...words)
    .split('\n')
    .filter((line) => line !== '');

const containersOf = () => linesOf('ps', ...ours, '--format', '{{.Names}}');

/** Containers, networks, processes and folders of sandboxes that are there now. */
function left(): string[] {
  const processes = readdirSync('/proc').filter((pid) => {
    try {
      return /^docker\0.*rancher-catalog-/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
    } catch {
      return false;
    }
  });
  const folders = readdirSync(folder).filter((name) => name.startsWith('rancher-catalog-'));
  return [
    ...linesOf('ps', '-a', ...ours, '--format', '{{.Names}}'),
    ...linesOf('network', 'ls', ...ours, '--format', '{{.Name}}'),
    ...processes,
    ...folders,
  ];
}

const up = (...argv: readonly string[]) =>
  upInTerminal(join(folder, 'cluster'), [...inDocker, ...argv], { DOCKER_HOST: engine.host });

test('up, a failover shown, Ctrl-C; a second up has the data; what a killed one leaves is swept', async () => {
  const first = up();
  const [, master = ''] = await first.until(/─ (\d+\.\d+\.\d+\.1:16379) {2}master/);
  await first.until(/Ctrl-C stops it/);
  expect(await ask(master, 'SET', 'kept', 'yes')).toBe('OK');
  await sleep(1500); // appendfsync everysec
  const container = engine.run('ps', '--format', '{{.Names}}', '--filter', 'name=redis-1');
  engine.run('kill', '-s', 'KILL', container);
  await first.until(/redis-1 at [\d.]+:16379 was killed; starting it again in 3 s/);
  await first.until(/the master is now [\d.]+:16380, no longer [\d.]+\.1:16379/);
  first.interrupt();
  await first.until(/all is stopped; the data stays in/);
  expect(await first.ended).toBe(130);
  expect(left()).toEqual([]);

  const second = up();
  const [, again = ''] = await second.until(/─ (\d+\.\d+\.\d+\.\d+:\d+) {2}master/);
  expect(again.split('.').slice(0, 3)).toEqual(master.split('.').slice(0, 3));
  expect(await ask(again, 'GET', 'kept')).toBe('yes');
  vi.stubEnv('DOCKER_HOST', engine.host);
  const third = await runCli(folder, ['cluster', 'up', '--dir', 'cluster', ...inDocker]);
  expect(third).toMatchObject({ code: 2 });
  expect(third.stderr).toMatch(
    /is in use {3}\[port-busy\]\n {2}hint: a cluster is up in this folder already; choose another/,
  );
  const other = await runCli(folder, ['cluster', 'up', '--dir', 'cluster', '--runtime', 'process']);
  expect(other.stderr).toContain('the cluster in cluster ran with --runtime docker   [usage]');

  const pid = engine
    .run('network', 'ls', '--format', '{{.Label "rancher-catalog.owner"}}')
    .match(/\/(\d+)\/\d+$/m)?.[1];
  process.kill(Number(pid), 'SIGKILL');
  await second.ended;
  expect(left()).not.toEqual([]);
  const last = up();
  await last.until(/starting 6 containers/);
  await sleep(1000);
  last.interrupt();
  await sleep(100);
  last.interrupt();
  expect(await last.ended).toBe(130);
  expect(left()).toEqual([]);
}, 150_000);

/** Drills with containers: what each came to. */
function drill(...argv: readonly string[]): {
  lines: readonly DrillLine[];
  problems: readonly string[];
} {
  const report = mkdtempSync(join(tmpdir(), 'docker-drills-'));
  const command = [bin, 'cluster', 'drill', ...argv, ...inDocker, '--json', '--report', report];
  const ran = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: environment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  try {
    const { drills: lines } = JSON.parse(ran.stdout) as { drills: readonly DrillLine[] };
    const text = readFileSync(join(report, 'report.json'), 'utf8');
    const { drills } = JSON.parse(text) as { drills: SlimResult[] };
    return { lines, problems: drills.flatMap(({ problems }) => problems) };
  } catch {
    return { lines: [], problems: [ran.stderr, ran.stdout] };
  } finally {
    rmSync(report, { recursive: true, force: true });
  }
}

// What is bounded by hundredths of a second runs alone.
test.for([
  ['the master killed', ['4'], [4]],
  ['ended, stopped, emptied', ['1', '6', '19', '--lanes', '1'], [1, 6, 19]],
  ['cut off, moved, without names', ['14', '28', '31', '--lanes', '3'], [14, 28, 31]],
] as const)('drills: %s', { timeout: 200_000 }, ([, argv, ids]) => {
  const { lines, problems } = drill(...argv);
  expect(problems).toEqual([]);
  expect(lines.map(({ id, runtime }) => [id, runtime])).toEqual(ids.map((id) => [id, 'docker']));
  expect(left()).toEqual([]);
});

test.for([
  // While its nodes are being made, and once they run.
  ['SIGTERM', 'dead-names', 1, 143],
  ['SIGINT', 'sentinel-killed', 7, 130],
] as const)(
  '%s in a drill leaves nothing behind: %s',
  { timeout: 90_000 },
  async ([signal, name, containers, status]) => {
    const child = spawn(process.execPath, [bin, 'cluster', 'drill', name, ...inDocker], {
      stdio: 'ignore',
      env: environment(),
    });
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    try {
      while (containersOf().length < containers) await sleep(50);
    } finally {
      child.kill(signal);
    }
    expect(await ended).toBe(status);
    await sleep(300);
    expect(left()).toEqual([]);
  },
);

test('all but the drill that moves clocks can be done to containers', async () => {
  const unable = drillsFor().filter((each) => obstacle(each, 'docker') !== undefined);
  expect(unable.map(({ id }) => id)).toEqual([38]);
  const ran = await runCli(temporaryFolder(), ['cluster', 'drill', '38', ...inDocker]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(
    /^error {2}clock-and-starvation cannot run here: containers have the clock of their machine/,
  );
});

test.for([['up'], ['drill', '1']])('%s without an engine, or an image', async (words) => {
  const at = temporaryFolder();
  const call = ['cluster', ...words, '--runtime', 'docker'];
  vi.stubEnv('DOCKER_HOST', `unix://${at}/nobody.sock`);
  const alone = await runCli(at, call);
  expect(alone).toMatchObject({ code: 2, stdout: '' });
  expect(alone.stderr).toMatch(/^error {2}no container engine answers: .+ {3}\[engine-missing\]\n/);
  vi.stubEnv('DOCKER_HOST', engine.host);
  const unknown = await runCli(at, [...call, '--image', 'nobody/has-this:1']);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toMatch(
    /^error {2}the container engine has no image nobody\/has-this:1 {3}\[image-missing\]\n/,
  );
  expect(left()).toEqual([]);
});

test('a base that cannot be pulled is told, with what to do instead', async () => {
  vi.stubEnv('DOCKER_HOST', engine.host);
  const at = temporaryFolder({
    'answers.yml':
      'blueprint: redis-sentinel\nname: cache\nversion: 1.0.0\nanswers: { image: "nobody.invalid/cache:1" }\n',
  });
  const ran = await runCli(at, ['cluster', 'up', '--runtime', 'docker', '-a', 'answers.yml']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(
    /error {2}nobody\.invalid\/cache:1 is not there and cannot be built: .+ {3}\[image-missing\]\n {2}hint: name an image that the engine has with --image TAG, or run processes with --runtime process/,
  );
});

test.for([
  [['up', '--runtime', 'podman'], 'runtime is "podman"; expected one of process, docker   [usage]'],
  [
    ['up', '--runtime', 'process', '--image', 'a:1'],
    '--image is for --runtime docker   [usage]\n  hint: leave one of the two out',
  ],
  [
    ['drill', '1', '--runtime', 'docker', '--start-script', 'x.sh'],
    '--start-script is for processes   [usage]\n  hint: build an image with it, and name that with --image',
  ],
] as const)('%s is refused', async ([argv, says]) => {
  const ran = await runCli(temporaryFolder(), ['cluster', ...argv]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(`error  ${says}`);
});
