// A cluster with sentinels of processes, each started by start.sh.
import { readFileSync } from 'node:fs';
import type { NodeSpec, Role } from '../../../src/cluster/sandbox/node-spec.ts';
import { claimNet } from '../../../src/nodes/free-net.ts';
import { localTimeouts, type LiveTarget } from '../../../src/redis/live-target.ts';
import type { Server } from './ask.ts';
import { dataPort, ImageNodes, type ImageNode, type ImageNodesOptions } from './image-nodes.ts';
import { Probe } from './probe.ts';

export interface SandboxOptions extends ImageNodesOptions {
  /** @default 2 */
  readonly replicas?: number;
  /** @default 3 */
  readonly sentinels?: number;
  /** Whether all data nodes start with the role master. @default false */
  readonly allMasters?: boolean;
  /** How the name of the folder of all data begins. @default 'redis-image-' */
  readonly prefix?: string;
}

/** A node that is changed between two starts. */
export interface Node extends ImageNode {
  readonly role: Role;
  readonly port: number;
  /** Settles when the process of its last start ends by itself. */
  ended: Promise<number | null>;
}

const firstSentinel = 101;
const sentinelPort = 26_379;

export class Sandbox extends ImageNodes<Node> {
  readonly nodes: readonly Node[];
  readonly #ends = new Map<string, (code: number | null) => void>();

  private constructor(net: string, options: SandboxOptions) {
    const { replicas = 2, sentinels = 3, allMasters = false, prefix = 'redis-image-' } = options;
    super(net, options, prefix, ({ name }, code) => this.#ends.get(name)?.(code));
    const node = (role: Role, name: string, last: number): Node => ({
      name,
      role,
      address: `${net}.${last}`,
      port: role === 'sentinel' ? sentinelPort : dataPort,
      dataDir: this.dataDir(name),
      env: {},
      ended: Promise.resolve(null),
    });
    this.nodes = [
      node('master', 'n1', 1),
      ...Array.from({ length: replicas }, (_, index) =>
        node(allMasters ? 'master' : 'slave', `n${index + 2}`, index + 2),
      ),
      ...Array.from({ length: sentinels }, (_, index) =>
        node('sentinel', `s${index + 1}`, index + firstSentinel),
      ),
    ];
  }

  /** Creates a sandbox without running nodes. It is removed after the test; if that fails, files are kept. */
  static async open(options: SandboxOptions = {}): Promise<Sandbox> {
    const sandbox = new Sandbox(await claimNet(dataPort), options);
    sandbox.removeAfterTest();
    return sandbox;
  }

  get data(): readonly Node[] {
    return this.nodes.filter(({ role }) => role !== 'sentinel');
  }

  get sentinels(): readonly Node[] {
    return this.nodes.filter(({ role }) => role === 'sentinel');
  }

  server(node: Node): Server {
    const env = { ...this.env, ...node.env };
    const kind = node.role === 'sentinel' ? 'sentinel' : 'redis';
    const file = env[`${kind}_password_file`];
    const fromFile = file === undefined ? undefined : readFileSync(file, 'utf8').trimEnd();
    return {
      at: { host: node.address, port: node.port },
      password: env[`${kind}_password`] || fromFile,
    };
  }

  protected spec(node: Node): NodeSpec {
    const env = {
      bind_address: node.address,
      redis_hosts: this.data.map((peer) => peer.address).join(','),
      sentinel_hosts: this.sentinels.map((peer) => peer.address).join(','),
      sentinels: String(this.sentinels.length),
      ...this.env,
      ...node.env,
    };
    return { name: node.name, role: node.role, at: this.server(node).at, env };
  }

  override async start(node: Node): Promise<void> {
    node.ended = new Promise((resolve) => {
      this.#ends.set(node.name, resolve);
    });
    await super.start(node);
  }

  async startAll(): Promise<void> {
    for (const node of this.nodes) await this.start(node);
  }

  async masters(): Promise<Node[]> {
    const roles = await Promise.all(this.data.map(async (node) => this.ask(node, 'ROLE')));
    return this.data.filter((_, index) => {
      const role = roles[index];
      return Array.isArray(role) && role[0] === 'master';
    });
  }

  /** What a client connects to. */
  target(): LiveTarget {
    const [data] = this.data.map((node) => this.server(node));
    const sentinels = this.sentinels.map((node) => this.server(node));
    return {
      sentinels: sentinels.map(({ at }) => at),
      masterName: 'mymaster',
      timeouts: localTimeouts,
      password: data?.password,
      sentinelPassword: sentinels[0]?.password,
    };
  }

  /** A client that writes until it is stopped, and finds the master through the sentinels. */
  probe(): Probe {
    return new Probe(this.target());
  }

  async lost(probe: Probe, node: Node): Promise<number> {
    return probe.lost(this.server(node).at);
  }
}
