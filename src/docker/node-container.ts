import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stopped } from '../cluster/sandbox/runtime.ts';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { askDocker, lastLine, tryDocker } from './docker.ts';

/** From one start to the end that follows it. */
interface Run {
  /** A docker that stays as long as the container runs, writes its log and ends with its status. */
  readonly docker: ChildProcess;
  /** The status of its first process; undefined when that is not known. */
  readonly ended: Promise<number | undefined>;
  hasEnded: boolean;
  isExpected: boolean;
}

/** When it was started last, in the engine's args, before it ever was. */
const never = '0001-01-01T00:00:00Z';
/** The status of a process that SIGKILL ended. */
const killed = 137;
const startMs = 30_000;
const endMs = 20_000;

function failure(message: string): CatalogError {
  return new CatalogError([{ code: 'engine-failed', severity: 'error', message }]);
}

/** The container of one node, through all that is done to it. */
export class NodeContainer {
  /** The name that docker knows it by. */
  readonly #name: string;
  readonly #logFile: string;
  /** Called when it ends by itself; without a status when it was killed. */
  readonly #onEnd: (code: number | null) => void;
  #recipe: string | undefined;
  #startedAt = never;
  #pid = 0;
  #run: Run | undefined;

  constructor(name: string, logFile: string, onEnd: (code: number | null) => void) {
    this.#name = name;
    this.#logFile = logFile;
    this.#onEnd = onEnd;
  }

  /** Has docker create it by these args, anew where it was created by others. */
  async create(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
    const recipe = JSON.stringify([args, env]);
    if (recipe === this.#recipe) return;
    if (this.#recipe !== undefined) await tryDocker(['rm', '-f', '-v', this.#name]);
    await askDocker(args, { env });
    this.#recipe = recipe;
    this.#startedAt = never;
  }

  /** Resolves when it runs, or has run; throws when it cannot be started. */
  async start(): Promise<void> {
    const run = this.#attach();
    this.#run = run;
    const until = performance.now() + startMs;
    while (performance.now() < until) {
      const { hasEnded } = run;
      if (await this.#hasStarted()) {
        run.isExpected = false;
        if (run.hasEnded) this.#reportEnd(await run.ended);
        return;
      }
      if (hasEnded) break;
      await sleep(20);
    }
    throw failure(`the container ${this.#name} does not start: ${lastLine(this.log())}`);
  }

  #attach(): Run {
    const log = openSync(this.#logFile, 'a', 0o600);
    const args = ['start', '--attach', this.#name];
    const docker = spawn('docker', args, { stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    const run: Run = {
      docker,
      hasEnded: false,
      // Until it is known to have started, its end is no event.
      isExpected: true,
      ended: new Promise((resolve) => {
        const end = (code: number | null) => {
          run.hasEnded = true;
          if (!run.isExpected) this.#reportEnd(code ?? undefined);
          resolve(code ?? undefined);
        };
        docker.once('exit', end);
        docker.once('error', () => end(null));
      }),
    };
    return run;
  }

  #reportEnd(code: number | undefined): void {
    this.#onEnd(code === killed || code === undefined ? null : code);
  }

  async #hasStarted(): Promise<boolean> {
    const format = '{{.State.StartedAt}} {{.State.Pid}}';
    const { status, stdout } = await tryDocker(['inspect', '-f', format, this.#name]);
    const [startedAt = '', pid] = stdout.split(' ');
    if (status !== 0 || startedAt === this.#startedAt) return false;
    this.#startedAt = startedAt;
    this.#pid = Number(pid);
    return true;
  }

  get isRunning(): boolean {
    return this.#run?.hasEnded === false;
  }

  /** The number that its first process has here; undefined when it does not run. */
  get pid(): number | undefined {
    return this.isRunning && this.#pid > 0 ? this.#pid : undefined;
  }

  log(): string {
    try {
      return readFileSync(this.#logFile, 'utf8');
    } catch {
      return '';
    }
  }

  /** From now on its end is no event. */
  expectEnd(): void {
    if (this.#run) this.#run.isExpected = true;
  }

  /** The status that it ends with; throws when it goes on running. */
  async #end({ ended }: Run): Promise<number | undefined> {
    const code = await Promise.race([ended, sleep(endMs, 'late' as const)]);
    if (code === 'late') throw failure(`the container ${this.#name} does not end`);
    return code;
  }

  async kill(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    run.isExpected = true;
    // Where the docker that stayed with it was killed, it may run on.
    if (run.hasEnded && (await run.ended) !== undefined) return;
    await tryDocker(['kill', '-s', 'KILL', this.#name]);
    await this.#end(run);
  }

  /** As `docker stop` does it, with the grace that the engine gives. */
  async stop(): Promise<Stopped> {
    const begun = performance.now();
    const run = this.#run;
    if (!run) return { code: undefined, ms: 0 };
    run.isExpected = true;
    const stopping = tryDocker(['stop', this.#name]);
    const code = await this.#end(run);
    const ms = performance.now() - begun;
    await stopping;
    return { code: code === killed ? undefined : code, ms };
  }

  async pause(): Promise<void> {
    if (this.isRunning) await askDocker(['pause', this.#name]);
  }

  async unpause(): Promise<void> {
    if (this.isRunning) await askDocker(['unpause', this.#name]);
  }

  /** Ends the docker that stays with it, should it still. */
  leave(): void {
    if (this.isRunning) this.#run?.docker.kill('SIGKILL');
  }
}
