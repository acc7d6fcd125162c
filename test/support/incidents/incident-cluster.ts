// A real cluster in which an incident is made, and what `cluster status` reads of it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDrillFolder } from '../../../src/actions/drilling/drill-folder.ts';
import { passwordsOf, waitUntilHealthy } from '../../../src/actions/sandbox/cluster-health.ts';
import { loadClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import { sandboxShape, type SandboxChanges } from '../../../src/actions/sandbox/sandbox-shape.ts';
import { formatEndpoint } from '../../../src/cluster/endpoint.ts';
import { isSentinel, type NodeSpec } from '../../../src/cluster/sandbox/node-spec.ts';
import { planSandbox } from '../../../src/cluster/sandbox/plan-sandbox.ts';
import type { SnapshotAnswer } from '../../../src/cluster/status/cluster-snapshot.ts';
import { shippedStartScript } from '../../../src/files/package-root.ts';
import { claimNet, releaseNet } from '../../../src/nodes/free-net.ts';
import { ProcessRuntime } from '../../../src/nodes/process-runtime.ts';
import { unprivilegedUser } from '../../../src/nodes/unprivileged-user.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import type { Reply } from '../../../src/redis/resp.ts';
import { readSnapshot, type SnapshotRequest } from '../../../src/redis/read-snapshot.ts';

/** What is read, and how much later than the fault. */
export interface Recorded {
  readonly name: string;
  readonly sinceFaultMs: number;
  readonly answer: SnapshotAnswer;
  /** Until a master accepted writes again; undefined if the scenario did not wait for it. */
  masterAfterMs?: number;
}

// A write beyond the limit of `prlimit` fails in place of ending the server, as on a full disk.
const shell = ['sh', '-c', 'trap "" XFSZ; exec sh "$@"', 'sh'];
const signal = new AbortController().signal;

/** The cluster of one scenario. */
export class IncidentCluster {
  readonly nodes: readonly NodeSpec[];
  readonly runtime: ProcessRuntime;
  readonly net: string;
  readonly recorded: Recorded[] = [];
  readonly #masterName: string;
  readonly #leave: () => void;
  #faultAt = 0;

  private constructor(
    { nodes, masterName }: ReturnType<typeof planSandbox>,
    runtime: ProcessRuntime,
    net: string,
    leave: () => void,
  ) {
    this.nodes = nodes;
    this.#masterName = masterName;
    this.runtime = runtime;
    this.net = net;
    this.#leave = leave;
  }

  /** Starts a cluster and waits until it is healthy, or for a while if it cannot be. */
  static async start(changes: SandboxChanges, isHealthy = true): Promise<IncidentCluster> {
    const entry = await loadClusterEntry(undefined);
    const net = await claimNet(Number(entry.services.master.redis_port));
    const folder = makeDrillFolder('rancher-catalog-incident-');
    const runtime = new ProcessRuntime({
      folder: folder.path,
      startScript: shippedStartScript(),
      shell,
    });
    const plan = planSandbox(sandboxShape(entry, net, changes));
    const cluster = new IncidentCluster(plan, runtime, net, () => {
      folder.remove();
      releaseNet(net);
    });
    for (const node of plan.nodes) await runtime.start(node);
    if (isHealthy) await cluster.healthy();
    else await sleep(20_000);
    return cluster;
  }

  async healthy(): Promise<void> {
    await waitUntilHealthy(this.nodes, this.#masterName, this.runtime, {
      withinMs: 60_000,
      signal,
    });
  }

  node(name: string): NodeSpec {
    const found = this.nodes.find((node) => node.name === name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  }

  /** Marks the moment of the fault, from which times are measured. */
  fault(): void {
    this.#faultAt = performance.now();
  }

  async kill(...names: readonly string[]): Promise<void> {
    this.fault();
    await Promise.all(names.map(async (name) => this.runtime.kill(this.node(name))));
  }

  async freeze(name: string): Promise<void> {
    this.fault();
    await this.runtime.freeze(this.node(name));
  }

  async ask(name: string, ...words: readonly string[]): Promise<Reply | undefined> {
    const node = this.node(name);
    const { password, sentinelPassword } = passwordsOf(this.nodes);
    const secret = isSentinel(node) ? sentinelPassword : password;
    const options = secret === undefined ? {} : { password: secret };
    const [reply] = await askOnce(node.at, options, words);
    return reply;
  }

  /** Lets each further write to a file fail, of a node that runs. */
  fillDisk(name: string): void {
    this.fault();
    // As the user of the server: root has no right to it in a container.
    const user = unprivilegedUser();
    execFileSync('prlimit', ['--pid', String(this.#serverOf(name)), '--fsize=1:'], { ...user });
  }

  /** The process id of the server of a node. */
  #serverOf(name: string): number {
    const isServer = (pid: number) =>
      readFileSync(join('/proc', String(pid), 'comm'), 'utf8').startsWith('redis-server');
    const pid = this.runtime.pids(this.node(name)).find(isServer);
    if (pid === undefined) throw new Error(`${name} has no server`);
    return pid;
  }

  /** Waits until so many milliseconds after the fault. */
  async until(afterFaultMs: number): Promise<void> {
    await sleep(Math.max(0, afterFaultMs - (performance.now() - this.#faultAt)));
  }

  /** Reads the cluster as `cluster status` does. */
  async record(name: string, request: Partial<SnapshotRequest> = {}): Promise<void> {
    const sinceFaultMs = this.#faultAt === 0 ? 0 : performance.now() - this.#faultAt;
    const answer = await readSnapshot({
      sentinels: this.nodes.filter(isSentinel).map(({ at }) => at),
      masterName: this.#masterName,
      ...passwordsOf(this.nodes),
      ...request,
    });
    this.recorded.push({ name, sinceFaultMs, answer });
  }

  /** Waits until another node than `old` accepts a write, and notes how long that took. */
  async untilWritable(old: string): Promise<void> {
    const others = this.nodes.filter((node) => !isSentinel(node) && node.name !== old);
    for (;;) {
      for (const { name } of others) {
        const reply = await this.ask(name, 'SET', 'written', '1').catch(() => undefined);
        if (reply !== 'OK') continue;
        const atMs = performance.now() - this.#faultAt;
        for (const one of this.recorded)
          if (one.sinceFaultMs < atMs) one.masterAfterMs ??= atMs - one.sinceFaultMs;
        return;
      }
      if (performance.now() - this.#faultAt > 30_000) throw new Error('no node accepts writes');
      await sleep(20);
    }
  }

  /** The address of a node, `host:port`. */
  address(name: string): string {
    return formatEndpoint(this.node(name).at);
  }

  async destroy(): Promise<void> {
    await this.runtime.destroy();
    this.#leave();
  }
}
