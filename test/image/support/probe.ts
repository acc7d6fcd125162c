import { setTimeout as sleep } from 'node:timers/promises';
import { missingNumbers } from '../../../src/actions/drilling/clients/drill-data.ts';
import { Writer, type WriteStrategy } from '../../../src/actions/drilling/clients/writer.ts';
import { probeStrategy } from '../../../src/actions/drilling/clients/writer-strategies.ts';
import type { Endpoint } from '../../../src/cluster/endpoint.ts';
import type { Ack } from '../../../src/cluster/drills/client-record.ts';
import { longestGap } from '../../../src/cluster/drills/measure.ts';
import type { LiveTarget } from '../../../src/redis/live-target.ts';

/** The drill client that uses the plain protocol, with the queries that tests need. */
export class Probe {
  readonly #target: LiveTarget;
  readonly #writer: Writer;

  /** @param prefix of its key */
  constructor(target: LiveTarget, strategy: WriteStrategy = probeStrategy(target), prefix = '') {
    this.#target = target;
    this.#writer = new Writer('probe', prefix, strategy);
  }

  /** The current time on the clock of the acknowledgements, in ms. */
  mark(): number {
    return performance.now();
  }

  /** When the last write was acknowledged; -Infinity before the first. */
  get lastMs(): number {
    return this.#writer.record.acks.at(-1)?.atMs ?? -Infinity;
  }

  get acks(): readonly Ack[] {
    return this.#writer.record.acks;
  }

  acknowledgedAfter(fromMs: number): number {
    return this.#writer.record.acks.filter(({ atMs }) => atMs > fromMs).length;
  }

  /** The longest time between two acknowledgements after `fromMs`, or from there to the first. */
  longestGapMs(fromMs: number): number {
    const acks = this.#writer.record.acks.filter(({ atMs }) => atMs > fromMs);
    return longestGap(acks, { fromMs, toMs: Math.max(fromMs, this.lastMs) }).ms;
  }

  /** Waits until it has written for this long without a pause. */
  async steady(forMs = 600, withinMs = 15_000): Promise<void> {
    const until = this.mark() + withinMs;
    for (;;) {
      const toMs = this.mark();
      const span = { fromMs: toMs - forMs, toMs };
      const { acks } = this.#writer.record;
      if (this.acknowledgedAfter(span.fromMs) > 20 && longestGap(acks, span).ms < 200) return;
      if (toMs > until) throw new Error(`no steady writes within ${withinMs} ms`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    await this.#writer.stop();
  }

  /** The acknowledged numbers that the set on the server there does not contain. */
  async lost(at: Endpoint): Promise<number> {
    const { key, acks } = this.#writer.record;
    const numbers = acks.map(({ number }) => number);
    return (await missingNumbers(at, this.#target, key, numbers)).length;
  }
}
