import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import { Connection, ConnectionError, type ConnectionOptions } from './connection.ts';
import type { Reply } from './resp.ts';

/** Connections to nodes that are opened in advance, and reopened after a node closed one. */
export class NodeSet {
  readonly #options: ConnectionOptions;
  readonly #open = new Map<string, Connection>();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Connects to every node. If one fails, closes all and throws. */
  async open(endpoints: readonly Endpoint[]): Promise<void> {
    const opened = await Promise.allSettled(endpoints.map(async (at) => this.#connect(at)));
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed) {
      this.close();
      throw failed.reason;
    }
  }

  async #connect(at: Endpoint): Promise<Connection> {
    const connection = await Connection.open(at, this.#options);
    this.#open.set(formatEndpoint(at), connection);
    return connection;
  }

  /**
   * Pipelines commands to one node; error replies are values. Sentinel closes the connections of a
   * node that it reconfigures. The commands are then sent again, so they must be idempotent.
   */
  async ask(at: Endpoint, ...commands: readonly (readonly string[])[]): Promise<Reply[]> {
    const known = this.#open.get(formatEndpoint(at));
    const connection = known?.isOpen === true ? known : await this.#connect(at);
    try {
      return await connection.pipeline(commands);
    } catch (error) {
      if (!(error instanceof ConnectionError) || error.failure !== 'closed') throw error;
      return (await this.#connect(at)).pipeline(commands);
    }
  }

  close(): void {
    for (const connection of this.#open.values()) connection.close();
    this.#open.clear();
  }
}
