// A Redis Cluster of processes, each started by start.sh with the role cluster, on addresses of its own.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { makeDrillFolder, type DrillFolder } from '../../../src/actions/drilling/drill-folder.ts';
import type { Environment, NodeSpec } from '../../../src/cluster/sandbox/node-spec.ts';
import { claimNet, releaseNet } from '../../../src/nodes/free-net.ts';
import { ProcessRuntime } from '../../../src/nodes/process-runtime.ts';
import { signalAll } from '../../../src/nodes/process-table.ts';
import type { Reply } from '../../../src/redis/resp.ts';
import { keepNodes } from '../../support/keep-failed.ts';
import { ask, type Server } from './ask.ts';
import { image } from './sandbox.ts';

export interface ShardsOptions {
  /** @default 6 */
  readonly nodes?: number;
  /** Variables of all nodes. */
  readonly env?: Environment;
  /** What runs start.sh. @default ['sh'] */
  readonly shell?: readonly string[];
  /** The host of each node. @default one for each */
  readonly hosts?: readonly string[];
}

/** A node that is changed between two starts. */
export interface Shard {
  readonly name: string;
  readonly dataDir: string;
  address: string;
  /** Variables of this node, which override those of all. */
  env: Environment;
}

const port = 6379;

export class Shards {
  readonly nodes: Shard[] = [];
  readonly env: Environment;
  readonly #options: ShardsOptions;
  readonly #runtime: ProcessRuntime;
  readonly #folder: DrillFolder;
  #net: string;
  #isDestroyed = false;

  private constructor(net: string, options: ShardsOptions) {
    this.#folder = makeDrillFolder('redis-shards-');
    this.#net = net;
    this.#options = options;
    this.env = options.env ?? {};
    this.#runtime = new ProcessRuntime({
      folder: this.#folder.path,
      startScript: path.join(image, 'start.sh'),
      ...(options.shell === undefined ? {} : { shell: options.shell }),
    });
    for (let count = 0; count < (options.nodes ?? 6); count += 1) this.add();
  }

  /** Creates nodes that do not run. They are removed after the test; if that fails, files are kept. */
  static async open(options: ShardsOptions = {}): Promise<Shards> {
    const shards = new Shards(await claimNet(port), options);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail' && !shards.#isDestroyed) await shards.#keep(task.name);
      await shards.destroy();
    });
    return shards;
  }

  /** One more node, which does not run yet. */
  add(env: Environment = {}): Shard {
    const index = this.nodes.length;
    const name = `n${index + 1}`;
    const host = this.#options.hosts?.[index] ?? `h${index + 1}`;
    const node = {
      name,
      address: `${this.#net}.${index + 1}`,
      dataDir: path.join(this.#folder.path, name),
      env: { host_id: host, ...env },
    };
    this.nodes.push(node);
    return node;
  }

  node(name: string): Shard {
    const found = this.nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  }

  server(node: Shard): Server {
    const { redis_password: password } = { ...this.env, ...node.env };
    return { at: { host: node.address, port }, password: password || undefined };
  }

  #spec(node: Shard): NodeSpec {
    const env = {
      bind_address: node.address,
      cluster_hosts: this.nodes.map(({ address }) => address).join(','),
      ...this.env,
      ...node.env,
    };
    return { name: node.name, role: 'cluster', at: this.server(node).at, env };
  }

  /** The environment in which `start.sh rebalance` runs beside a node. */
  environment(node: Shard): Environment {
    return { ...this.#spec(node).env, data_dir: node.dataDir };
  }

  /** Gives every node a new address, as if all were created again. The last ones get those of the first ones. */
  async renumber(): Promise<void> {
    const net = await claimNet(port);
    for (const node of this.nodes) node.address = node.address.replace(this.#net, net);
    releaseNet(this.#net);
    this.#net = net;
  }

  /** Exchanges the addresses: each node gets that of the next one. */
  rotate(): void {
    const addresses = this.nodes.map(({ address }) => address);
    for (const [index, node] of this.nodes.entries())
      node.address = addresses[(index + 1) % addresses.length] ?? node.address;
  }

  async start(node: Shard): Promise<void> {
    await this.#runtime.start(this.#spec(node));
  }

  async startAll(): Promise<void> {
    await Promise.all(this.nodes.map(async (node) => this.start(node)));
  }

  log(node: Shard): string {
    return this.#runtime.log(this.#spec(node));
  }

  logs(): string {
    return this.nodes.map((node) => this.log(node)).join('\n');
  }

  pids(node: Shard): number[] {
    return this.#runtime.pids(this.#spec(node));
  }

  signal(node: Shard, name: NodeJS.Signals): void {
    signalAll(this.pids(node), name);
  }

  /** Sends SIGKILL to the whole node, as if its container or host died. */
  async kill(node: Shard): Promise<void> {
    await this.#runtime.kill(this.#spec(node));
  }

  /** Sends SIGTERM to process 1, as `docker stop` does. Without an exit code if it had to be killed. */
  async stop(node: Shard): Promise<{ readonly code: number | undefined; readonly ms: number }> {
    return this.#runtime.stop(this.#spec(node));
  }

  /** Removes all that a node has stored, as when its volume is lost. */
  async wipe(node: Shard): Promise<void> {
    await this.#runtime.emptyData(this.#spec(node));
  }

  /** Removes the data, but neither its id nor what it knows of others. */
  loseData(node: Shard): void {
    for (const name of ['appendonlydir', 'dump.rdb'])
      rmSync(path.join(node.dataDir, name), { recursive: true, force: true });
  }

  async ask(node: Shard, ...words: readonly string[]): Promise<Reply | undefined> {
    return ask(this.server(node), ...words);
  }

  async #keep(name: string): Promise<void> {
    await keepNodes(name, {
      nodes: this.nodes.map((node) => this.#spec(node)),
      runtime: this.#runtime,
      masterName: 'mymaster',
      ask: async ({ name: of }, words) => this.ask(this.node(of), ...words),
    });
  }

  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    await this.#runtime.destroy();
    this.#folder.remove();
    releaseNet(this.#net);
  }
}
