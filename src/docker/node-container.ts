import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stopped } from '../cluster/sandbox/runtime.ts';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { lastLine } from '../process/last-line.ts';
import { askDocker, engineFailed, tryDocker } from './docker.ts';

/** One run of the container, from start to end. */
interface Run {
  /** The attached `docker start`: it writes the log, and ends with the status of the container. */
  readonly docker: ChildProcess;
  /** The status of its first process; undefined if unknown. */
  readonly ended: Promise<number | undefined>;
  hasEnded: boolean;
  isExpected: boolean;
}

/** The start time that the engine reports for a container that never started. */
const never = '0001-01-01T00:00:00Z';
/** Exit status after SIGKILL. */
const killed = 137;
const startMs = 30_000;
const endMs = 20_000;
/** So much later than the engine this program notices the end of a container, in ms. */
const endNoticeMs = 500;
const pauseTries = 5;
const pauseAgainMs = 100;

function failure(message: string): CatalogError {
  return new CatalogError([{ code: 'engine-failed', severity: 'error', message }]);
}

/** The container of one node. */
export class NodeContainer {
  /** Its name in docker. */
  readonly #name: string;
  readonly #logFile: string;
  /** Called when it ends by itself; the status is null if it was killed. */
  readonly #onEnd: (code: number | null) => void;
  #recipe: string | undefined;
  #startedAt = never;
  #pid = 0;
  #run: Run | undefined;
  #isPaused = false;
  /** Ends with the last call that pauses or continues it. */
  #pausing: Promise<void> = Promise.resolve();

  constructor(name: string, logFile: string, onEnd: (code: number | null) => void) {
    this.#name = name;
    this.#logFile = logFile;
    this.#onEnd = onEnd;
  }

  /** Creates it with these arguments; replaces it if it was created with others. */
  async create(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
    const recipe = JSON.stringify([args, env]);
    if (recipe === this.#recipe) return;
    if (this.#recipe !== undefined) await tryDocker(['rm', '-f', '-v', this.#name]);
    await askDocker(args, { env });
    this.#recipe = recipe;
    this.#startedAt = never;
  }

  /** Resolves when it has started; throws if it cannot be started. */
  async start(): Promise<void> {
    const run = this.#attach();
    this.#run = run;
    this.#isPaused = false;
    this.#pid = 0;
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
      // Until it is known to have started, its end is not reported.
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

  /** Process id of its first process on this machine; undefined until it has started, and when it has ended. */
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

  /** From now on, its end is not reported. */
  expectEnd(): void {
    if (this.#run) this.#run.isExpected = true;
  }

  /** Waits for its exit status; throws if it does not end. */
  async #end({ ended }: Run): Promise<number | undefined> {
    const code = await Promise.race([ended, sleep(endMs, 'late' as const)]);
    if (code === 'late') throw failure(`the container ${this.#name} does not end`);
    return code;
  }

  async kill(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    run.isExpected = true;
    // If the attached docker was killed, the container can still be running.
    if (run.hasEnded && (await run.ended) !== undefined) return;
    await tryDocker(['kill', '-s', 'KILL', this.#name]);
    await this.#end(run);
  }

  /** Stops it with `docker stop`, with the grace period of the engine. */
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
    await this.#setPaused(true);
  }

  async unpause(): Promise<void> {
    await this.#setPaused(false);
  }

  /** One call at a time, because two faults can pause and continue the same container. */
  async #setPaused(isPaused: boolean): Promise<void> {
    const before = this.#pausing;
    const mine = before.then(async () => this.#pauseNow(isPaused));
    this.#pausing = mine.catch(() => {});
    await mine;
  }

  /** Throws if the engine refuses, unless this run of the container has ended meanwhile. */
  async #pauseNow(isPaused: boolean): Promise<void> {
    const run = this.#run;
    if (!this.isRunning || this.#isPaused === isPaused) return;
    const command = [isPaused ? 'pause' : 'unpause', this.#name];
    let result = await tryDocker(command);
    // runc gives up freezing a container whose processes fork all the time ("unable to freeze"). One that is being
    // started cannot be paused yet.
    for (let tries = 1; tries < pauseTries && result.status !== 0 && this.isRunning; tries += 1) {
      await sleep(pauseAgainMs);
      result = await tryDocker(command);
    }
    if (result.status !== 0) await sleep(endNoticeMs);
    // It can have been killed, or started again with the same name.
    const isSame = this.isRunning && this.#run === run;
    this.#isPaused = isSame && result.status === 0 ? isPaused : await this.#isPausedNow();
    if (isSame && this.#isPaused !== isPaused) throw engineFailed(command, result);
  }

  async #isPausedNow(): Promise<boolean> {
    const { stdout } = await tryDocker(['inspect', '-f', '{{.State.Paused}}', this.#name]);
    return stdout === 'true';
  }

  /** Ends the attached docker. */
  leave(): void {
    if (this.isRunning) this.#run?.docker.kill('SIGKILL');
  }
}
