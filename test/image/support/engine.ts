// The container engine of these tests: the one that runs here, else one of their own with its own
// data root, socket and network namespace rules; and the image under test, built once a run.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importStandIn } from './stand-in.ts';
import { image } from './sandbox.ts';

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

export class Engine {
  readonly #command: readonly string[];
  readonly #own: { readonly dir: string; readonly pid: number } | undefined;
  readonly #made: string[] = [];

  private constructor(command: readonly string[], own?: { dir: string; pid: number }) {
    this.#command = command;
    this.#own = own;
  }

  static async start(): Promise<Engine> {
    if (works(['docker'])) return new Engine(['docker']);
    const dir = mkdtempSync(path.join(os.tmpdir(), 'engine-'));
    const socket = `unix://${dir}/docker.sock`;
    const log = openSync(path.join(dir, 'log'), 'a');
    const places = [
      '--data-root',
      `${dir}/data`,
      '--exec-root',
      `${dir}/exec`,
      '--pidfile',
      `${dir}/pid`,
    ];
    const child = spawn('dockerd', [...places, '-H', socket, '--bridge', 'none'], {
      stdio: ['ignore', log, log],
      detached: true,
    });
    child.unref();
    const command = ['docker', '-H', socket];
    for (let round = 0; round < 150 && !works(command); round += 1) await sleep(200);
    const pid = child.pid;
    if (pid === undefined || !works(command))
      throw new Error(
        `dockerd does not start:\n${readFileSync(path.join(dir, 'log'), 'utf8').slice(-2000)}`,
      );
    return new Engine(command, { dir, pid });
  }

  /** What DOCKER_HOST must be to reach it; empty for the default. */
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

  /** As `run`, while this process goes on: for what must be measured meanwhile. */
  async runAside(...args: readonly string[]): Promise<void> {
    const [program, ...rest] = this.#command;
    const child = spawn(program ?? 'docker', [...rest, ...args], { stdio: 'ignore' });
    await once(child, 'exit');
  }

  /** As `run`, without a fault when the command fails. */
  attempt(...args: readonly string[]): { readonly status: number; readonly out: string } {
    const [program, ...rest] = this.#command;
    const result = spawnSync(program ?? 'docker', [...rest, ...args], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { status: result.status ?? -1, out: `${result.stdout}${result.stderr}`.trim() };
  }

  /** The stand-in; or the real base, pulled, where TEST_REAL_BASES=yes says that it can be. */
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

  async stop(): Promise<void> {
    if (this.#made.length > 0) this.attempt('rm', '-f', '-v', ...this.#made);
    const own = this.#own;
    if (own === undefined) return;
    process.kill(own.pid, 'SIGTERM');
    for (let round = 0; round < 100 && existsSync(`/proc/${own.pid}`); round += 1) await sleep(100);
    spawnSync('sh', [
      '-c',
      'grep " $1/" /proc/mounts | cut -d " " -f 2 | sort -r | xargs -r umount -l',
      'sh',
      own.dir,
    ]);
    rmSync(own.dir, { recursive: true, force: true });
  }
}
