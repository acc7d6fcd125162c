// The container engine of these tests: the one that runs here, else one of their own with its own
// data root and socket, which all test files of a run share.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importStandIn } from './stand-in.ts';
import { image } from './image-folder.ts';

const works = (docker: readonly string[]): boolean =>
  spawnSync(
    docker[0] ?? 'docker',
    [...docker.slice(1), 'version', '--format', '{{.Server.Version}}'],
    { stdio: 'ignore' },
  ).status === 0;

const has = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

/** Why no container can run here, or undefined. */
export function whyNoEngine(): string | undefined {
  if (works(['docker'])) return undefined;
  if (!has('dockerd')) return 'no container engine: dockerd is not installed';
  if (!has('busybox')) return 'no stand-in base image: busybox-static is not installed';
  if (process.getuid?.() !== 0) return 'no container engine runs, and only root can start one';
  return undefined;
}

const socketIn = (folder: string) => `unix://${folder}/docker.sock`;

/** Starts an engine that keeps all its data in a folder. It outlives this process. */
function startIn(folder: string): void {
  const log = openSync(path.join(folder, 'log'), 'a');
  const places = [
    '--data-root',
    `${folder}/data`,
    '--exec-root',
    `${folder}/exec`,
    '--pidfile',
    `${folder}/pid`,
  ];
  spawn('dockerd', [...places, '-H', socketIn(folder), '--bridge', 'none'], {
    stdio: ['ignore', log, log],
    detached: true,
  }).unref();
}

export class Engine {
  readonly #command: readonly string[];
  readonly #made: string[] = [];

  private constructor(command: readonly string[]) {
    this.#command = command;
  }

  /** The engine that runs here, else the engine of this test run, which the first caller starts. */
  static async start(): Promise<Engine> {
    if (works(['docker'])) return new Engine(['docker']);
    const folder = process.env.TEST_ENGINE_FOLDER;
    if (folder === undefined) throw new Error('engine-setup.ts did not run');
    const command = ['docker', '-H', socketIn(folder)];
    try {
      mkdirSync(path.join(folder, 'claimed'));
      startIn(folder);
    } catch {
      // Another test file starts it.
    }
    for (let round = 0; round < 150 && !works(command); round += 1) await sleep(200);
    if (works(command)) return new Engine(command);
    const log = readFileSync(path.join(folder, 'log'), 'utf8').slice(-2000);
    throw new Error(`dockerd does not start:\n${log}`);
  }

  /** The value of DOCKER_HOST to reach it; empty for the default. */
  get host(): string {
    return this.#command[2] ?? process.env.DOCKER_HOST ?? '';
  }

  run(...args: readonly string[]): string {
    const [program, ...rest] = this.#command;
    return execFileSync(program ?? 'docker', [...rest, ...args], {
      encoding: 'utf8',
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
      timeout: 120_000,
    }).trim();
  }

  /** Like `run`, but asynchronous, to measure something during the command. */
  async runAside(...args: readonly string[]): Promise<void> {
    const [program, ...rest] = this.#command;
    const child = spawn(program ?? 'docker', [...rest, ...args], { stdio: 'ignore' });
    await once(child, 'exit');
  }

  /** Like `run`, but does not throw if the command fails. */
  attempt(...args: readonly string[]): { readonly status: number; readonly out: string } {
    const [program, ...rest] = this.#command;
    const result = spawnSync(program ?? 'docker', [...rest, ...args], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { status: result.status ?? -1, out: `${result.stdout}${result.stderr}`.trim() };
  }

  /** The stand-in, or the real base with TEST_REAL_BASES=yes, which pulls it. */
  base(family: 'redis' | 'valkey' = 'redis'): string {
    if (process.env.TEST_REAL_BASES === 'yes') {
      const real = family === 'redis' ? 'redis:7-alpine' : 'valkey/valkey:8-alpine';
      this.run('pull', '-q', real);
      return real;
    }
    const tag = `${family}-stand-in:1`;
    if (this.attempt('image', 'inspect', tag).status !== 0)
      importStandIn(this.#command, tag, family);
    return tag;
  }

  build(base: string, tag: string, dockerfile = 'Dockerfile'): string {
    this.run(
      'build',
      '-q',
      '--build-arg',
      `BASE_IMAGE=${base}`,
      '-f',
      path.join(image, dockerfile),
      '-t',
      tag,
      image,
    );
    return tag;
  }

  bytes(tag: string): number {
    return Number(this.run('image', 'inspect', '-f', '{{.Size}}', tag));
  }

  layers(tag: string): number {
    return Number(this.run('image', 'inspect', '-f', '{{len .RootFS.Layers}}', tag));
  }

  /** A detached container; `stop` removes it. */
  start(name: string, ...args: readonly string[]): string {
    this.#made.push(name);
    this.run('run', '-d', '--pull', 'never', '--name', name, ...args);
    return name;
  }

  /** Removes what this test file created. */
  stop(): void {
    if (this.#made.length > 0) this.attempt('rm', '-f', '-v', ...this.#made);
  }
}
