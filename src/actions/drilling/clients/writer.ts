import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack, WriterRecord } from '../../../cluster/drills/client-record.ts';
import { countError } from '../../../redis/live-target.ts';

/** How a writer gets one number into its set; throws when it was not acknowledged. */
export interface Pen {
  write(key: string, number: number): Promise<void>;
  close(): void;
}

const betweenWritesMs = 2;
const afterErrorMs = 5;

/** Writes one number after the other, and remembers each that was acknowledged. */
export class Writer {
  readonly #name: WriterRecord['name'];
  readonly #key: string;
  #pen: Pen;
  readonly #acks: Ack[] = [];
  readonly #errors = new Map<string, number>();
  #isStopped = false;
  readonly #done: Promise<void>;

  constructor(name: WriterRecord['name'], prefix: string, pen: Pen) {
    this.#name = name;
    this.#key = `${prefix}${name}`;
    this.#pen = pen;
    this.#done = this.#run();
  }

  get record(): WriterRecord {
    return { name: this.#name, key: this.#key, acks: this.#acks, errors: this.#errors };
  }

  async #run(): Promise<void> {
    for (let number = 0; !this.#isStopped; number += 1) {
      const begun = performance.now();
      try {
        await this.#pen.write(this.#key, number);
        const atMs = performance.now();
        this.#acks.push({ atMs, number, tookMs: atMs - begun });
        await sleep(betweenWritesMs);
      } catch (error) {
        countError(this.#errors, error);
        await sleep(afterErrorMs);
      }
    }
  }

  /** Writes with another pen from the next number on. */
  setPen(pen: Pen): void {
    const before = this.#pen;
    this.#pen = pen;
    // What is under way with the old one may still be acknowledged.
    setTimeout(() => before.close(), 1000).unref();
  }

  /** Ends it; bounded by the pen's own bounds. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.race([this.#done, sleep(3000)]);
    this.#pen.close();
  }
}
