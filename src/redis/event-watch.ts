import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../cluster/endpoint.ts';
import type { SentinelEvent } from '../cluster/sandbox/describe-event.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { replyText } from './fields.ts';

/** An event with its sentinel and its time, in ms of the monotonic clock of this process. */
export interface HeardEvent extends SentinelEvent {
  readonly from: Endpoint;
  readonly atMs: number;
}

const patterns = ['+*', '-*'];
const retryMs = 300;

/** Subscribes to all events of sentinels, and again after a sentinel was away. */
export class EventWatch {
  readonly #options: ConnectionOptions;
  readonly #listener: (event: HeardEvent) => void;
  readonly #open = new Set<Connection>();
  #isClosed = false;

  constructor(
    sentinels: readonly Endpoint[],
    options: ConnectionOptions,
    listener: (event: HeardEvent) => void,
  ) {
    this.#options = options;
    this.#listener = listener;
    for (const at of sentinels) this.add(at);
  }

  /** Subscribes to one more sentinel. */
  add(at: Endpoint): void {
    void this.#follow(at);
  }

  async #follow(at: Endpoint): Promise<void> {
    while (!this.#isClosed) {
      try {
        const connection = await Connection.open(at, this.#options);
        this.#open.add(connection);
        const ended = new Promise<void>((resolve) => {
          connection.onEnd = resolve;
        });
        await connection.subscribe(patterns, ([kind, , channel, message]) => {
          if (kind !== 'pmessage') return;
          const event = { channel: replyText(channel), message: replyText(message) };
          this.#listener({ ...event, from: at, atMs: performance.now() });
        });
        if (this.#isClosed) connection.close();
        await ended;
        this.#open.delete(connection);
      } catch {
        // It is not running, or not yet.
      }
      await sleep(retryMs);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const connection of this.#open) connection.close();
  }
}
