import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe, Probes, RunContainer } from './pod-spec.ts';

/** What probes make of a container. */
export interface Health {
  /** Whether the startup probe succeeded; true without one. */
  readonly isStarted: boolean;
  readonly isReady: boolean;
}

/** What a prober needs of a container. */
export interface Probed {
  readonly address: string;
  readonly ports: RunContainer['ports'];
  run(command: readonly string[], timeoutMs: number): Promise<boolean>;
}

const portOf = ({ ports = [] }: Probed, port: number | string): number => {
  if (typeof port === 'number') return port;
  const found = ports.find(({ name }) => name === port);
  if (found === undefined) throw new Error(`no port ${port}`);
  return found.containerPort;
};

const connects = (host: string, port: number, timeout: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const end = (isFine: boolean) => {
      socket.destroy();
      resolve(isFine);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });

const responds = (host: string, port: number, path: string, timeout: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ host, port, path, timeout }, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      resolve(statusCode >= 200 && statusCode < 400);
    });
    request.on('error', () => resolve(false));
    request.on('timeout', () => request.destroy());
  });

/** Runs a probe once. */
export async function probeOnce(probe: Probe, on: Probed): Promise<boolean> {
  const timeoutMs = probe.timeoutSeconds * 1000;
  const { exec, tcpSocket, httpGet } = probe;
  if (exec !== undefined) return on.run(exec.command, timeoutMs);
  if (tcpSocket !== undefined) return connects(on.address, portOf(on, tcpSocket.port), timeoutMs);
  if (httpGet !== undefined)
    return responds(on.address, portOf(on, httpGet.port), httpGet.path ?? '/', timeoutMs);
  throw new Error('a probe of no known kind');
}

/**
 * Runs the probes of one incarnation of a container, as a kubelet does: the others wait until the startup probe has
 * succeeded, and a result counts when it came as often in a row as its threshold.
 */
export class Prober {
  readonly #probes: Probes;
  readonly #on: Probed;
  readonly #onChange: (health: Health) => void;
  readonly #onFailure: (which: string) => void;
  readonly #ended = new AbortController();
  #health: Health;

  /** @param onFailure called once if the container must be restarted */
  constructor(
    probes: Probes,
    on: Probed,
    onChange: (health: Health) => void,
    onFailure: (which: string) => void,
  ) {
    this.#probes = probes;
    this.#on = on;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
    const isStarted = probes.startupProbe === undefined;
    this.#health = { isStarted, isReady: isStarted && probes.readinessProbe === undefined };
    void this.#run();
  }

  get health(): Health {
    return this.#health;
  }

  close(): void {
    this.#ended.abort();
  }

  async #run(): Promise<void> {
    const { startupProbe, livenessProbe, readinessProbe } = this.#probes;
    if (startupProbe !== undefined) {
      if (!(await this.#untilTrue(startupProbe))) return;
      this.#set({ isStarted: true, isReady: readinessProbe === undefined });
    }
    void this.#watch(readinessProbe, (isReady) => this.#set({ isStarted: true, isReady }));
    void this.#watch(livenessProbe, (isLive) => {
      if (!isLive) this.#fail('liveness');
    });
  }

  #set(health: Health): void {
    if (this.#ended.signal.aborted) return;
    this.#health = health;
    this.#onChange(health);
  }

  #fail(which: string): void {
    if (this.#ended.signal.aborted) return;
    this.close();
    this.#onFailure(which);
  }

  async #untilTrue(probe: Probe): Promise<boolean> {
    let failures = 0;
    for await (const isFine of this.#results(probe)) {
      if (isFine) return true;
      failures += 1;
      if (failures >= probe.failureThreshold) {
        this.#fail('startup');
        return false;
      }
    }
    return false;
  }

  async #watch(probe: Probe | undefined, onResult: (isFine: boolean) => void): Promise<void> {
    if (probe === undefined) return;
    let last: boolean | undefined;
    let inRow = 0;
    for await (const isFine of this.#results(probe)) {
      inRow = isFine === last ? inRow + 1 : 1;
      last = isFine;
      if (inRow === (isFine ? probe.successThreshold : probe.failureThreshold)) onResult(isFine);
    }
  }

  async *#results(probe: Probe): AsyncGenerator<boolean> {
    const pause = (ms: number) =>
      sleep(ms, undefined, { signal: this.#ended.signal }).catch(() => {});
    await pause((probe.initialDelaySeconds ?? 0) * 1000);
    while (!this.#ended.signal.aborted) {
      const begun = performance.now();
      const isFine = await probeOnce(probe, this.#on);
      if (this.#ended.signal.aborted) return;
      yield isFine;
      await pause(Math.max(0, probe.periodSeconds * 1000 - (performance.now() - begun)));
    }
  }
}
