import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import { Connection, ConnectionError, type ConnectionOptions } from './connection.ts';
import type { Reply } from './resp.ts';

/** Connections to nodes, opened together beforehand, and again where a node has closed one. */
export class NodeSet {
  readonly #options: ConnectionOptions;
  readonly #open = new Map<string, Connection>();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Opens one to each; throws when one fails, and closes the others then. */
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
   * Commands to one node, sent together; errors that it answers stand in their place. Sentinel closes
   * the connections of a node that it re-points: then they are sent once more on a new one, so each
   * must be fit for that.
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
