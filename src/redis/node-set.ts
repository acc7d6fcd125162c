import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

/** Connections that are opened once and closed together. */
export class NodeSet {
  readonly #open = new Map<string, Connection>();

  /** Opens one to each; throws when one fails, and closes the others then. */
  async open(endpoints: readonly Endpoint[], options: ConnectionOptions): Promise<void> {
    const opened = await Promise.allSettled(
      endpoints.map(async (at) => {
        this.#open.set(formatEndpoint(at), await Connection.open(at, options));
      }),
    );
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed) {
      this.close();
      throw failed.reason;
    }
  }

  /** The connection to a node; throws when it was never opened, which is a mistake in the caller. */
  to(at: Endpoint): Connection {
    const connection = this.#open.get(formatEndpoint(at));
    if (!connection) throw new Error(`no connection to ${formatEndpoint(at)} was opened`);
    return connection;
  }

  close(): void {
    for (const connection of this.#open.values()) connection.close();
    this.#open.clear();
  }
}
