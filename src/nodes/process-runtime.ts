import { chownSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeSpec } from '../cluster/sandbox/node-spec.ts';
import type { Runtime, Stopped } from '../cluster/sandbox/runtime.ts';
import { guardExit } from '../process/exit-guard.ts';
import { findProgram } from '../process/find-program.ts';
import { startProgram, type StartedProgram } from '../process/start-program.ts';
import { killNow, processesOf, signalAll } from './process-table.ts';
import { copyStartScript } from './start-script.ts';
import { unprivilegedUser } from './unprivileged-user.ts';
import { makeFolder } from '../process/make-folder.ts';

/** Where and how processes are run. */
export interface ProcessRuntimeOptions {
  /** Absolute; holds a folder and a log for each node. */
  readonly folder: string;
  readonly startScript: string;
  /** Called when a node ends by itself; the status is null if it was killed. */
  readonly onEnd?: (node: NodeSpec, code: number | null) => void;
  /** Prefix of the command, to enter a namespace. @default none */
  readonly enter?: (node: NodeSpec) => readonly string[];
  readonly kind?: Runtime['kind'];
  /** The command that runs the start script. @default ['sh'] */
  readonly shell?: readonly string[];
  /** Additional variables of a node, such as a preloaded library. @default none */
  readonly variables?: (node: NodeSpec) => Readonly<Record<string, string>>;
}

interface Running {
  readonly program: StartedProgram;
  isExpected: boolean;
}

/** Longer than the timeout of start.sh for a stop. */
const stopPatienceMs = 12_000;

/** Nodes as processes of this machine, each started by start.sh with its own address. */
export class ProcessRuntime implements Runtime {
  readonly kind: Runtime['kind'];
  readonly #options: ProcessRuntimeOptions;
  readonly #running = new Map<string, Running>();
  readonly #known = new Map<string, NodeSpec>();
  readonly #user = unprivilegedUser();
  readonly #guard: { release(): void };
  readonly #startScript: string;

  constructor(options: ProcessRuntimeOptions) {
    this.kind = options.kind ?? 'process';
    this.#options = options;
    makeFolder(options.folder);
    const { startScript, folder } = options;
    this.#startScript = this.#user ? copyStartScript(startScript, folder, this.#user) : startScript;
    this.#guard = guardExit(() => {
      for (const node of this.#known.values()) killNow(() => this.pids(node));
    });
  }

  #give(path: string): void {
    if (this.#user) chownSync(path, this.#user.uid, this.#user.gid);
  }

  /** Its data folder. */
  folderOf({ name }: NodeSpec): string {
    return join(this.#options.folder, name);
  }

  #logOf({ name }: NodeSpec): string {
    return join(this.#options.folder, `${name}.log`);
  }

  #marker(node: NodeSpec): string {
    return `data_dir=${this.folderOf(node)}`;
  }

  /** All of its processes. */
  pids(node: NodeSpec): number[] {
    return processesOf(this.#marker(node), this.folderOf(node));
  }

  async start(node: NodeSpec): Promise<void> {
    const { enter, variables, shell = ['sh'] } = this.#options;
    const folder = this.folderOf(node);
    makeFolder(folder, 0o700);
    this.#give(folder);
    this.#known.set(node.name, node);
    // If this program is killed, the kernel sends SIGTERM to start.sh, which stops its node.
    const setpriv = findProgram('setpriv');
    const user = enter && this.#user;
    const become = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
    const leash = setpriv === undefined ? [] : [setpriv, ...become, '--pdeathsig', 'TERM'];
    const command = [...(enter?.(node) ?? []), ...leash, ...shell, this.#startScript, node.role];
    const [program = 'sh', ...args] = command;
    const running: Running = {
      isExpected: false,
      program: startProgram(program, args, {
        user: enter ? undefined : this.#user,
        logFile: this.#logOf(node),
        env: {
          PATH: process.env.PATH ?? '/usr/bin:/bin',
          // There is no metadata service of Rancher; port 9 is the discard port.
          metadata_url: 'http://127.0.0.1:9/latest',
          ...node.env,
          ...variables?.(node),
          data_dir: folder,
        },
        onEnd: (code) => {
          if (!running.isExpected) this.#options.onEnd?.(node, code);
        },
      }),
    };
    this.#running.set(node.name, running);
  }

  isRunning({ name }: NodeSpec): boolean {
    return this.#running.get(name)?.program.hasEnded === false;
  }

  async kill(node: NodeSpec): Promise<void> {
    const running = this.#running.get(node.name);
    if (running) running.isExpected = true;
    // The next round finds processes that were forked between the search and the signal.
    for (let round = 0; round < 20; round += 1) {
      const pids = this.pids(node);
      if (pids.length === 0) break;
      signalAll(pids, 'SIGKILL');
      await sleep(5);
    }
    await running?.program.ended;
  }

  async stop(node: NodeSpec): Promise<Stopped> {
    const running = this.#running.get(node.name);
    const begun = performance.now();
    if (running) running.isExpected = true;
    if (running && !running.program.hasEnded) running.program.kill('SIGTERM');
    const code = await Promise.race([running?.program.ended, sleep(stopPatienceMs, undefined)]);
    await this.kill(node);
    return { code: code ?? undefined, ms: performance.now() - begun };
  }

  async freeze(node: NodeSpec): Promise<void> {
    signalAll(this.pids(node), 'SIGSTOP');
  }

  async thaw(node: NodeSpec): Promise<void> {
    signalAll(this.pids(node), 'SIGCONT');
  }

  /** Renames its folder and starts with a new one, so that no data is deleted; empties a mounted one. */
  async emptyData(node: NodeSpec): Promise<void> {
    const folder = this.folderOf(node);
    try {
      renameSync(folder, `${folder}.lost-${Date.now()}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    }
  }

  log(node: NodeSpec): string {
    try {
      return readFileSync(this.#logOf(node), 'utf8');
    } catch {
      return '';
    }
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#known.values()].map(async (node) => this.kill(node)));
    this.#known.clear();
    this.#guard.release();
  }
}
