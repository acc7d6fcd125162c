// Nodes as processes, each started by start.sh: the program's own runtime, on addresses of its own, with an environment
// and an address that a test may change between two starts.
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
import { image } from './image-folder.ts';

export const dataPort = 6379;

export interface ImageNodesOptions {
  /** Variables of all nodes. */
  readonly env?: Environment;
  /** What runs start.sh. @default ['sh'] */
  readonly shell?: readonly string[];
  /** Prefix of the command of each node, which root runs, such as to enter a namespace. @default none */
  readonly enter?: readonly string[];
}

/** A node that is changed between two starts. */
export interface ImageNode {
  readonly name: string;
  readonly dataDir: string;
  address: string;
  /** Variables of this node, which override those of all. */
  env: Environment;
}

export abstract class ImageNodes<N extends ImageNode> {
  abstract readonly nodes: readonly N[];
  readonly env: Environment;
  protected readonly runtime: ProcessRuntime;
  protected readonly folder: DrillFolder;
  /** The first three parts of all addresses. */
  protected net: string;
  #isDestroyed = false;

  protected constructor(
    net: string,
    { env = {}, shell, enter }: ImageNodesOptions,
    prefix: string,
    onEnd: (node: NodeSpec, code: number | null) => void = () => {},
  ) {
    this.net = net;
    this.env = env;
    this.folder = makeDrillFolder(prefix);
    this.runtime = new ProcessRuntime({
      folder: this.folder.path,
      startScript: path.join(image, 'start.sh'),
      onEnd,
      ...(shell === undefined ? {} : { shell }),
      ...(enter === undefined ? {} : { enter: () => enter }),
    });
  }

  protected abstract spec(node: N): NodeSpec;

  /** Where a node is reached, and with which password. */
  abstract server(node: N): Server;

  /** Removes the nodes after the test; if that fails, files are kept. */
  protected removeAfterTest(): void {
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail' && !this.#isDestroyed) await this.#keep(task.name);
      await this.destroy();
    });
  }

  protected dataDir(name: string): string {
    return path.join(this.folder.path, name);
  }

  node(name: string): N {
    const found = this.nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  }

  /** Gives every node a new address, as if all were created again. */
  async renumber(): Promise<void> {
    const net = await claimNet(dataPort);
    for (const node of this.nodes) node.address = node.address.replace(this.net, net);
    releaseNet(this.net);
    this.net = net;
  }

  async start(node: N): Promise<void> {
    await this.runtime.start(this.spec(node));
  }

  log(node: N): string {
    return this.runtime.log(this.spec(node));
  }

  pids(node: N): number[] {
    return this.runtime.pids(this.spec(node));
  }

  signal(node: N, name: NodeJS.Signals, which: (pid: number) => boolean = () => true): void {
    signalAll(this.pids(node).filter(which), name);
  }

  /** Sends SIGKILL to the whole node, as if its container or host died. */
  async kill(node: N): Promise<void> {
    await this.runtime.kill(this.spec(node));
  }

  /** Sends SIGTERM to process 1, as `docker stop` does. Without an exit code if it had to be killed. */
  async stop(node: N): Promise<{ readonly code: number | undefined; readonly ms: number }> {
    return this.runtime.stop(this.spec(node));
  }

  async ask(node: N, ...words: readonly string[]): Promise<Reply | undefined> {
    return ask(this.server(node), ...words);
  }

  async #keep(name: string): Promise<void> {
    await keepNodes(name, {
      nodes: this.nodes.map((node) => this.spec(node)),
      runtime: this.runtime,
      masterName: 'mymaster',
      ask: async ({ name: of }, words) => this.ask(this.node(of), ...words),
    });
  }

  async destroy(): Promise<void> {
    // By the second call, others can have the network.
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    await this.runtime.destroy();
    this.folder.remove();
    releaseNet(this.net);
  }
}
