// A Redis Cluster of processes, each started by start.sh with the role cluster.
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Environment, NodeSpec } from '../../../src/cluster/sandbox/node-spec.ts';
import { claimNet } from '../../../src/nodes/free-net.ts';
import type { Server } from './ask.ts';
import { dataPort, ImageNodes, type ImageNode, type ImageNodesOptions } from './image-nodes.ts';

export interface ShardsOptions extends ImageNodesOptions {
  /** @default 6 */
  readonly nodes?: number;
  /** The host of each node. @default one for each */
  readonly hosts?: readonly string[];
}

/** A node that is changed between two starts. */
export type Shard = ImageNode;

export class Shards extends ImageNodes<Shard> {
  readonly nodes: Shard[] = [];
  readonly #options: ShardsOptions;

  private constructor(net: string, options: ShardsOptions) {
    super(net, options, 'redis-shards-');
    this.#options = options;
    for (let count = 0; count < (options.nodes ?? 6); count += 1) this.add();
  }

  /** Creates nodes that do not run. They are removed after the test; if that fails, files are kept. */
  static async open(options: ShardsOptions = {}): Promise<Shards> {
    const shards = new Shards(await claimNet(dataPort), options);
    shards.removeAfterTest();
    return shards;
  }

  /** One more node, which does not run yet. */
  add(env: Environment = {}): Shard {
    const index = this.nodes.length;
    const name = `n${index + 1}`;
    const host = this.#options.hosts?.[index] ?? `h${index + 1}`;
    const node = {
      name,
      address: `${this.net}.${index + 1}`,
      dataDir: this.dataDir(name),
      env: { host_id: host, ...env },
    };
    this.nodes.push(node);
    return node;
  }

  server(node: Shard): Server {
    const { redis_password: password } = { ...this.env, ...node.env };
    return { at: { host: node.address, port: dataPort }, password: password || undefined };
  }

  protected spec(node: Shard): NodeSpec {
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
    return { ...this.spec(node).env, data_dir: node.dataDir };
  }

  /** Exchanges the addresses: each node gets that of the next one. */
  rotate(): void {
    const addresses = this.nodes.map(({ address }) => address);
    for (const [index, node] of this.nodes.entries())
      node.address = addresses[(index + 1) % addresses.length] ?? node.address;
  }

  async startAll(): Promise<void> {
    await Promise.all(this.nodes.map(async (node) => this.start(node)));
  }

  logs(): string {
    return this.nodes.map((node) => this.log(node)).join('\n');
  }

  /** Removes all that a node has stored, as when its volume is lost. */
  async wipe(node: Shard): Promise<void> {
    await this.runtime.emptyData(this.spec(node));
  }

  /** Removes the data, but neither its id nor what it knows of others. */
  loseData(node: Shard): void {
    for (const name of ['appendonlydir', 'dump.rdb'])
      rmSync(path.join(node.dataDir, name), { recursive: true, force: true });
  }
}
