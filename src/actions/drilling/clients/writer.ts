import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack, WriterRecord } from '../../../cluster/drills/client-record.ts';
import { countError } from '../../../redis/live-target.ts';

/** How a writer adds a number to its set. Throws if the write was not acknowledged. */
export interface WriteStrategy {
  write(key: string, number: number): Promise<void>;
  close(): void;
}

const betweenWritesMs = 2;
const afterErrorMs = 5;

/** Writes consecutive numbers, and records each acknowledged one. */
export class Writer {
  readonly #name: WriterRecord['name'];
  readonly #key: string;
  readonly #pauseMs: number;
  #strategy: WriteStrategy;
  readonly #acks: Ack[] = [];
  readonly #errors = new Map<string, number>();
  #isStopped = false;
  readonly #done: Promise<void>;

  /** `pauseMs`: how long it waits after each acknowledged write. */
  constructor(
    name: WriterRecord['name'],
    prefix: string,
    strategy: WriteStrategy,
    pauseMs = betweenWritesMs,
  ) {
    this.#name = name;
    this.#pauseMs = pauseMs;
    this.#key = `${prefix}${name}`;
    this.#strategy = strategy;
    this.#done = this.#run();
  }

  get record(): WriterRecord {
    return { name: this.#name, key: this.#key, acks: this.#acks, errors: this.#errors };
  }

  async #run(): Promise<void> {
    for (let number = 0; !this.#isStopped; number += 1) {
      const begun = performance.now();
      try {
        await this.#strategy.write(this.#key, number);
        const atMs = performance.now();
        this.#acks.push({ atMs, number, tookMs: atMs - begun });
        if (this.#pauseMs > 0) await sleep(this.#pauseMs);
      } catch (error) {
        countError(this.#errors, error);
        await sleep(afterErrorMs);
      }
    }
  }

  /** Uses another strategy from the next number on. */
  setStrategy(strategy: WriteStrategy): void {
    const before = this.#strategy;
    this.#strategy = strategy;
    // A write in progress can still be acknowledged.
    setTimeout(() => before.close(), 1000).unref();
  }

  /** Stops writing; waits at most for the timeout of the strategy. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.race([this.#done, sleep(3000)]);
    this.#strategy.close();
  }
}
