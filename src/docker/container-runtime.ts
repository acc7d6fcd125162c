import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../cluster/endpoint.ts';
import type { NodeSpec } from '../cluster/sandbox/node-spec.ts';
import type { Runtime, Stopped } from '../cluster/sandbox/runtime.ts';
import { guardExit } from '../process/exit-guard.ts';
import { labelsOf, removeBelongings, removeBelongingsNow } from './belongings.ts';
import { createNetwork, type ContainerNetwork } from './container-network.ts';
import { containerArgs, environmentOf, plainServerArgs } from './container-args.ts';
import { askDocker } from './docker.ts';
import { NodeContainer } from './node-container.ts';
import { makeFolder } from '../process/make-folder.ts';

/** Where and how containers are run. */
export interface ContainerRuntimeOptions {
  /** Prefix of the names of everything that is created; must be unique. */
  readonly sandbox: string;
  /** Absolute; holds the data and the log of each node. */
  readonly folder: string;
  readonly image: string;
  /** The first three numbers of its addresses. @default a free net */
  readonly net?: string | undefined;
  /** Whether the containers use the network's gateway as name server. @default false */
  readonly hasNameServer?: boolean;
  /** Whether the data of a node is on a tmpfs, which can be made read-only. @default false */
  readonly isInMemory?: (node: NodeSpec) => boolean;
  /** Called when a node ends by itself; the status is null if it was killed. */
  readonly onEnd?: (node: NodeSpec, code: number | null) => void;
}

/** Nodes as containers of one image, each with its own address on the network of the sandbox. */
export class ContainerRuntime implements Runtime {
  readonly kind = 'docker';
  readonly #options: ContainerRuntimeOptions;
  readonly #containers = new Map<string, NodeContainer>();
  readonly #addresses = new Map<string, string>();
  readonly #networks: ContainerNetwork[] = [];
  readonly #starts = new Set<Promise<void>>();
  readonly #guard: { release(): void };

  private constructor(options: ContainerRuntimeOptions) {
    this.#options = options;
    makeFolder(options.folder);
    this.#guard = guardExit(() => {
      removeBelongingsNow(options.sandbox);
    });
  }

  /** Creates the network; no node runs yet. Throws a CatalogError if the engine fails. */
  static async open(options: ContainerRuntimeOptions): Promise<ContainerRuntime> {
    const runtime = new ContainerRuntime(options);
    try {
      await runtime.addNetwork(options.net);
    } catch (error) {
      await runtime.destroy();
      throw error;
    }
    return runtime;
  }

  /** The network that nodes start on. */
  get network(): ContainerNetwork {
    const last = this.#networks.at(-1);
    if (!last) throw new Error('a runtime without a network');
    return last;
  }

  /** Adds a network, on which nodes start from now on; earlier ones remain. */
  async addNetwork(net?: string): Promise<void> {
    const { sandbox } = this.#options;
    const name = this.#networks.length === 0 ? sandbox : `${sandbox}-${this.#networks.length + 1}`;
    this.#networks.push(await createNetwork(sandbox, name, net));
  }

  /** Sets the address of a node's container, if it differs from the announced address. */
  setAddress(name: string, address: string): void {
    this.#addresses.set(name, address);
  }

  #containerOf(node: NodeSpec): NodeContainer {
    const { sandbox, folder, onEnd } = this.#options;
    const known = this.#containers.get(node.name);
    if (known) return known;
    const logFile = join(folder, `${node.name}.log`);
    const reportEnd = (code: number | null) => onEnd?.(node, code);
    const made = new NodeContainer(`${sandbox}-${node.name}`, logFile, reportEnd);
    this.#containers.set(node.name, made);
    return made;
  }

  folderOf({ name }: NodeSpec): string {
    return join(this.#options.folder, name);
  }

  async start(node: NodeSpec): Promise<void> {
    const started = this.#start(node);
    this.#starts.add(started);
    await started.finally(() => this.#starts.delete(started));
  }

  async #start(node: NodeSpec): Promise<void> {
    const { sandbox, image, hasNameServer, isInMemory } = this.#options;
    const folder = this.folderOf(node);
    makeFolder(folder, 0o700);
    const env = environmentOf(node);
    const args = containerArgs(node, {
      name: `${sandbox}-${node.name}`,
      image,
      network: this.network.name,
      address: this.#addresses.get(node.name) ?? node.at.host,
      labels: labelsOf(sandbox),
      folder: isInMemory?.(node) === true ? undefined : folder,
      nameServer: hasNameServer === true ? this.#networks[0]?.gateway : undefined,
      variables: Object.keys(env),
    });
    const container = this.#containerOf(node);
    await container.create(args, env);
    await container.start();
  }

  isRunning(node: NodeSpec): boolean {
    return this.#containerOf(node).isRunning;
  }

  /** Process id of a node's first process on this machine; undefined if it is not running. */
  pidOf(name: string): number | undefined {
    return this.#containers.get(name)?.pid;
  }

  async kill(node: NodeSpec): Promise<void> {
    await this.#containerOf(node).kill();
  }

  async stop(node: NodeSpec): Promise<Stopped> {
    return this.#containerOf(node).stop();
  }

  async freeze(node: NodeSpec): Promise<void> {
    await this.#containerOf(node).pause();
  }

  async thaw(node: NodeSpec): Promise<void> {
    await this.#containerOf(node).unpause();
  }

  async emptyData(node: NodeSpec): Promise<void> {
    const folder = this.folderOf(node);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  }

  log(node: NodeSpec): string {
    return this.#containerOf(node).log();
  }

  /** Starts a standalone server without persistence on the current network; returns its process id. */
  async startPlainServer({ host, port }: Endpoint): Promise<number> {
    const { sandbox, image } = this.#options;
    const place = ['--network', this.network.name, '--ip', host];
    const name = `${sandbox}-plain`;
    const named = ['--name', name, ...labelsOf(sandbox)];
    await askDocker(['run', '-d', ...named, ...place, ...plainServerArgs(image, port)]);
    return Number(await askDocker(['inspect', '-f', '{{.State.Pid}}', name]));
  }

  async destroy(): Promise<void> {
    for (const container of this.#containers.values()) container.expectEnd();
    // A container that is still being created would be missed by the removal.
    await Promise.allSettled(this.#starts);
    await removeBelongings(this.#options.sandbox);
    for (const container of this.#containers.values()) container.leave();
    this.#containers.clear();
    this.#guard.release();
  }
}
