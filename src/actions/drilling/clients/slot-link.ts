import { formatEndpoint, parseEndpoint, type Endpoint } from '../../../cluster/endpoint.ts';
import { Connection, type ConnectionOptions } from '../../../redis/connection.ts';
import { dataOptions, type LiveTarget } from '../../../redis/live-target.ts';
import { ReplyError } from '../../../redis/resp.ts';

/** Where a node that does not own a slot sends a client: `MOVED 3999 10.0.0.2:6379`. */
export function movedTo(error: unknown): Endpoint | undefined {
  if (!(error instanceof ReplyError) || error.kind !== 'MOVED') return undefined;
  return parseEndpoint(error.message.split(' ')[2] ?? '');
}

/**
 * A link to the master of one slot of a Redis Cluster. After any error, the next command asks the nodes again, and
 * follows what they answer.
 */
export class SlotLink {
  readonly #target: LiveTarget;
  readonly #nodes: () => readonly Endpoint[];
  readonly #optionsOf: (target: LiveTarget, timeoutMs: number) => ConnectionOptions;
  #connection: Connection | undefined;
  /** Which node is asked next. */
  #turn = 0;

  constructor(
    target: LiveTarget,
    nodes: () => readonly Endpoint[],
    optionsOf: (target: LiveTarget, timeoutMs: number) => ConnectionOptions = dataOptions,
  ) {
    this.#target = target;
    this.#nodes = nodes;
    this.#optionsOf = optionsOf;
  }

  async #open(at: Endpoint): Promise<Connection> {
    const { connectMs, askMs } = this.#target.timeouts;
    const options = this.#optionsOf(this.#target, askMs);
    return Connection.open(at, { ...options, connectMs });
  }

  /** Sends one command with a timeout of `replyMs`. Throws if no node executes it. */
  async call(replyMs: number, args: readonly string[]): Promise<void> {
    let hops = 0;
    try {
      this.#connection ??= await this.#open(this.#next());
      for (;;) {
        try {
          await this.#connection.callWithin(replyMs, args);
          return;
        } catch (error) {
          const at = movedTo(error);
          hops += 1;
          if (!at || hops > 3 || formatEndpoint(at) === formatEndpoint(this.#connection.at))
            throw error;
          this.close();
          this.#connection = await this.#open(at);
        }
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #next(): Endpoint {
    const nodes = this.#nodes();
    const at = nodes[this.#turn % Math.max(1, nodes.length)];
    this.#turn += 1;
    if (!at) throw new Error('there is no node');
    return at;
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }
}
