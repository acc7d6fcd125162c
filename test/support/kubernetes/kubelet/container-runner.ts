import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerProcess } from './container-process.ts';
import { NotYet } from './environment.ts';
import type { RunContainer, RunPod } from './pod-spec.ts';
import { Prober } from './prober.ts';

/** What a kubelet reports of a container. */
export interface ContainerState {
  readonly isRunning: boolean;
  readonly isStarted: boolean;
  readonly isReady: boolean;
  readonly restarts: number;
  /** Why it is not running. */
  readonly reason: string;
  /** How its last incarnation ended; null for a signal. */
  readonly lastCode: number | null | undefined;
  readonly since: string;
}

/** What a container's runner needs of its pod. */
export interface RunnerParts {
  readonly address: string;
  /** Starts an incarnation. Throws a NotYet if something is missing. */
  start(container: RunContainer, restarts: number): Promise<ContainerProcess>;
  onChange(): void;
  /** A line for the log of the pod. */
  note(text: string): void;
}

/** The first pause before a restart; a kubelet waits 10 s. It doubles up to the longest; a kubelet waits 5 minutes. */
const firstPauseMs = 1000;
const longestPauseMs = 30_000;
const notYetPauseMs = 300;

/** Runs a container until its pod ends: starts it, probes it, and starts it again by the policy of its pod. */
export class ContainerRunner {
  readonly #container: RunContainer;
  readonly #pod: RunPod;
  readonly #parts: RunnerParts;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  #process: ContainerProcess | undefined;
  #prober: Prober | undefined;
  #state: ContainerState;

  constructor(container: RunContainer, pod: RunPod, parts: RunnerParts) {
    this.#container = container;
    this.#pod = pod;
    this.#parts = parts;
    const none = { isRunning: false, isStarted: false, isReady: false, lastCode: undefined };
    this.#state = { ...none, restarts: 0, reason: 'ContainerCreating', since: '' };
    this.#running = this.#run();
  }

  get state(): ContainerState {
    return this.#state;
  }

  /** Ends it: SIGTERM, and SIGKILL after the grace. */
  async stop(graceMs: number): Promise<void> {
    this.#ended.abort();
    if (graceMs > 0) await this.#terminate(graceMs);
    await this.kill();
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#ended.abort();
    this.#prober?.close();
    await this.#process?.kill();
    await this.#running;
  }

  #set(change: Partial<ContainerState>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.onChange();
  }

  async #terminate(graceMs: number): Promise<void> {
    const container = this.#process;
    if (container === undefined) return;
    container.signal('SIGTERM');
    const begun = performance.now();
    const timer = new AbortController();
    const late = sleep(graceMs, 'late', { signal: timer.signal }).catch(() => 'ended');
    const how = await Promise.race([container.ended, late]);
    timer.abort();
    const took = `${Math.round(performance.now() - begun)} ms after SIGTERM`;
    this.#parts.note(how === 'late' ? `is killed ${took}` : `ends with ${how} ${took}`);
  }

  async #run(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!this.#ended.signal.aborted) {
      const container = await this.#start();
      if (container === undefined) return;
      const code = await container.ended;
      this.#prober?.close();
      this.#process = undefined;
      const policy = this.#pod.spec.restartPolicy ?? 'Always';
      const again = policy === 'Always' || (policy === 'OnFailure' && code !== 0);
      const reason = again ? 'CrashLoopBackOff' : 'Completed';
      const ended = { isRunning: false, isStarted: false, isReady: false };
      this.#set({ ...ended, lastCode: code, reason });
      if (this.#ended.signal.aborted || !again) return;
      this.#parts.note(`ended with ${code}; again in ${pauseMs} ms`);
      await this.#pause(pauseMs);
      pauseMs = Math.min(longestPauseMs, 2 * pauseMs);
      this.#set({ restarts: this.#state.restarts + 1 });
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#ended.signal }).catch(() => {});
  }

  async #start(): Promise<ContainerProcess | undefined> {
    while (!this.#ended.signal.aborted) {
      try {
        const started = await this.#parts.start(this.#container, this.#state.restarts);
        this.#process = started;
        if (this.#ended.signal.aborted) await started.kill();
        else this.#probe(started);
        return started;
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        if (this.#state.reason !== error.message) this.#set({ reason: error.message });
        await this.#pause(notYetPauseMs);
      }
    }
    return undefined;
  }

  #probe(container: ContainerProcess): void {
    const { address } = this.#parts;
    const probed = {
      address,
      ports: this.#container.ports,
      run: (command: readonly string[], timeoutMs: number) => container.run(command, timeoutMs),
    };
    this.#prober = new Prober(
      this.#container,
      probed,
      (health) => this.#set(health),
      (which) => void this.#restart(which),
    );
    const { isStarted, isReady } = this.#prober.health;
    const since = new Date().toISOString();
    this.#set({ isRunning: true, isStarted, isReady, since, reason: '' });
  }

  async #restart(which: string): Promise<void> {
    this.#parts.note(`fails its ${which} probe and is restarted`);
    await this.#terminate(1000 * (this.#pod.spec.terminationGracePeriodSeconds ?? 30));
    await this.#process?.kill();
  }
}
