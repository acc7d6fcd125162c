import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from 'ioredis';
import { onTestFinished } from 'vitest';
import { clusterClient, closeClusterClient } from '../../../src/redis/cluster-client.ts';
import type { Shards } from './shards.ts';

/** Writes to all shards until it is stopped, or its test ends, and remembers what was acknowledged. */
export class ShardWriter {
  readonly #client: Cluster;
  readonly #acknowledged: string[] = [];
  readonly #done: Promise<unknown>;
  #isStopped = false;
  #next = 0;

  constructor(shards: Shards) {
    const nodes = shards.nodes.map((node) => shards.server(node));
    this.#client = clusterClient(
      nodes.map(({ at }) => at),
      nodes[0]?.password,
    );
    this.#done = Promise.all(Array.from({ length: 4 }, async () => this.#write()));
    // The next test can have nodes at the same addresses.
    onTestFinished(async () => {
      closeClusterClient(this.#client);
      await this.stop();
    });
  }

  async #write(): Promise<void> {
    while (!this.#isStopped) {
      const key = `written:${(this.#next += 1)}`;
      try {
        await this.#client.set(key, 'yes');
        this.#acknowledged.push(key);
      } catch {
        // Nothing was promised.
      }
      await sleep(5);
    }
  }

  get count(): number {
    return this.#acknowledged.length;
  }

  /** Waits until so many more writes are acknowledged. */
  async more(count: number, withinMs = 60_000): Promise<void> {
    const goal = this.count + count;
    const deadline = performance.now() + withinMs;
    while (this.count < goal) {
      if (performance.now() > deadline)
        throw new Error(`no ${count} more writes in ${withinMs} ms`);
      await sleep(20);
    }
  }

  /** Waits until this process has run for a second without an acknowledgement; how many there are then. */
  async paused(): Promise<number> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const before = this.count;
      for (let turns = 0; turns < 50; turns += 1) await sleep(20);
      if (this.count === before) return before;
      if (performance.now() > deadline) throw new Error('writes are still acknowledged');
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  /** How many acknowledged writes are missing. */
  async lost(): Promise<number> {
    return this.lostFor(this);
  }

  /** The same, for a client that found the cluster at other addresses. */
  async lostFor(client: ShardWriter): Promise<number> {
    await this.stop();
    let missing = 0;
    for (const key of this.#acknowledged)
      if ((await client.#client.get(key)) !== 'yes') missing += 1;
    closeClusterClient(this.#client);
    closeClusterClient(client.#client);
    return missing;
  }
}
