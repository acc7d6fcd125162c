// A cluster of processes for tests of the image: the program's own runtime, on addresses of its own,
// with nodes whose environment and address a test may change between two starts.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { makeDrillFolder, type DrillFolder } from '../../../src/actions/drilling/drill-folder.ts';
import type { Environment, NodeSpec, Role } from '../../../src/cluster/sandbox/node-spec.ts';
import { claimNet, releaseNet } from '../../../src/nodes/free-net.ts';
import { ProcessRuntime } from '../../../src/nodes/process-runtime.ts';
import { signalAll } from '../../../src/nodes/process-table.ts';
import { localTimeouts, type LiveTarget } from '../../../src/redis/live-target.ts';
import type { Reply } from '../../../src/redis/resp.ts';
import { keepNodes } from '../../support/keep-failed.ts';
import { ask, type Server } from './ask.ts';
import { Probe } from './probe.ts';

/** Another one, without one of its protections, is tested by `npm run weakened`. */
export const image =
  process.env.TEST_IMAGE_FOLDER ?? fileURLToPath(new URL('../../../image', import.meta.url));

export interface SandboxOptions {
  /** @default 2 */
  readonly replicas?: number;
  /** @default 3 */
  readonly sentinels?: number;
  /** Variables of all nodes. */
  readonly env?: Environment;
  /** What runs start.sh. @default ['sh'] */
  readonly shell?: readonly string[];
  /** Whether all data nodes start with the role master. @default false */
  readonly allMasters?: boolean;
  /** How the name of the folder of all data begins. @default 'redis-image-' */
  readonly prefix?: string;
}

/** A node that is changed between two starts. */
export interface Node {
  readonly name: string;
  readonly role: Role;
  readonly port: number;
  readonly dataDir: string;
  address: string;
  /** Variables of this node, which override those of the sandbox. */
  env: Environment;
  /** Settles when the process of its last start ends by itself. */
  ended: Promise<number | null>;
}

const firstSentinel = 101;
const ports = { data: 6379, sentinel: 26_379 } as const;

export class Sandbox {
  readonly nodes: readonly Node[];
  readonly env: Environment;
  readonly #runtime: ProcessRuntime;
  readonly #folder: DrillFolder;
  readonly #ends = new Map<string, (code: number | null) => void>();
  #net: string;
  #isDestroyed = false;

  private constructor(net: string, options: SandboxOptions) {
    const { replicas = 2, sentinels = 3, env = {}, shell, allMasters = false } = options;
    this.#folder = makeDrillFolder(options.prefix ?? 'redis-image-');
    const folder = this.#folder.path;
    this.#net = net;
    this.env = env;
    this.#runtime = new ProcessRuntime({
      folder,
      startScript: path.join(image, 'start.sh'),
      onEnd: ({ name }, code) => this.#ends.get(name)?.(code),
      ...(shell === undefined ? {} : { shell }),
    });
    const node = (role: Role, name: string, last: number): Node => ({
      name,
      role,
      address: `${net}.${last}`,
      port: role === 'sentinel' ? ports.sentinel : ports.data,
      dataDir: path.join(folder, name),
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
    const sandbox = new Sandbox(await claimNet(ports.data), options);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await sandbox.#keep(task.name);
      await sandbox.destroy();
    });
    return sandbox;
  }

  get data(): readonly Node[] {
    return this.nodes.filter(({ role }) => role !== 'sentinel');
  }

  get sentinels(): readonly Node[] {
    return this.nodes.filter(({ role }) => role === 'sentinel');
  }

  node(name: string): Node {
    const found = this.nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
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

  #spec(node: Node): NodeSpec {
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

  /** Gives every node a new address, as if all were re-created. */
  async renumber(): Promise<void> {
    const net = await claimNet(ports.data);
    for (const node of this.nodes) node.address = node.address.replace(this.#net, net);
    releaseNet(this.#net);
    this.#net = net;
  }

  async start(node: Node): Promise<void> {
    node.ended = new Promise((resolve) => {
      this.#ends.set(node.name, resolve);
    });
    await this.#runtime.start(this.#spec(node));
  }

  async startAll(): Promise<void> {
    for (const node of this.nodes) await this.start(node);
  }

  log(node: Node): string {
    return this.#runtime.log(this.#spec(node));
  }

  pids(node: Node): number[] {
    return this.#runtime.pids(this.#spec(node));
  }

  signal(node: Node, name: NodeJS.Signals, which: (pid: number) => boolean = () => true): void {
    signalAll(this.pids(node).filter(which), name);
  }

  /** Sends SIGKILL to the whole node, as if its container or host died. */
  async kill(node: Node): Promise<void> {
    await this.#runtime.kill(this.#spec(node));
  }

  /** Sends SIGTERM to process 1, as `docker stop` does. Without an exit code if it had to be killed. */
  async stop(node: Node): Promise<{ readonly code: number | undefined; readonly ms: number }> {
    return this.#runtime.stop(this.#spec(node));
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
    // By the second call, another sandbox can have its network.
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    await this.#runtime.destroy();
    this.#folder.remove();
    releaseNet(this.#net);
  }

  async ask(node: Node, ...words: readonly string[]): Promise<Reply | undefined> {
    return ask(this.server(node), ...words);
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
