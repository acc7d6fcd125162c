import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { NodeMoment } from '../../../cluster/drills/client-record.ts';
import { Connection } from '../../../redis/connection.ts';
import { sideOptions, type LiveTarget } from '../../../redis/live-target.ts';

const everyMs = 20;

/** A node to watch; its address can change during the drill. */
export interface Watched {
  readonly name: string;
  readonly at: () => Endpoint | undefined;
}

/** Tries a write on every data node that reports that it is master, many times a second. */
export class WriteWatch {
  readonly #target: LiveTarget;
  readonly #key: string;
  readonly acceptedWrites: NodeMoment[] = [];
  readonly masterClaims: NodeMoment[] = [];
  #isRunning = true;
  readonly #all: Promise<void>[] = [];

  readonly #isSharded: boolean;

  /** `isSharded`: several nodes are masters, and only a write shows whether one has the slot of the key. */
  constructor(
    target: LiveTarget,
    key: string,
    nodes: readonly Watched[],
    { isSharded = false }: { readonly isSharded?: boolean } = {},
  ) {
    this.#isSharded = isSharded;
    this.#target = target;
    this.#key = key;
    for (const node of nodes) this.add(node);
  }

  add(node: Watched): void {
    this.#all.push(this.#watch(node));
  }

  async #watch({ name, at }: Watched): Promise<void> {
    let connection: Connection | undefined;
    while (this.#isRunning) {
      const place = at();
      try {
        if (place) {
          const options = sideOptions(this.#target, this.#target.timeouts.readMs);
          connection ??= await Connection.open(place, options);
          const role = await connection.call('ROLE');
          if (Array.isArray(role) && role[0] === 'master') {
            if (!this.#isSharded) this.masterClaims.push({ node: name, atMs: performance.now() });
            // A rejected write (NOREPLICAS, READONLY) throws: the node did not accept it.
            await connection.call('SET', this.#key, name);
            this.acceptedWrites.push({ node: name, atMs: performance.now() });
          }
        }
        await sleep(everyMs);
      } catch {
        if (connection?.isOpen !== true) connection = undefined;
        await sleep(everyMs);
      }
    }
    connection?.close();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.race([Promise.all(this.#all), sleep(2000)]);
  }
}
