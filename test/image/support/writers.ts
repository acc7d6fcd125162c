import { missingNumbers } from '../../../src/actions/drilling/clients/drill-data.ts';
import {
  carefulStrategy,
  probeStrategy,
} from '../../../src/actions/drilling/clients/writer-strategies.ts';
import { Writer } from '../../../src/actions/drilling/clients/writer.ts';
import { longestGap } from '../../../src/cluster/drills/measure.ts';
import { localTimeouts, type LiveTarget } from '../../../src/redis/live-target.ts';
import type { Node, Sandbox } from './sandbox.ts';

/** Acknowledged writes that a master does not have, by client. */
export interface Lost {
  readonly plain: readonly number[];
  readonly careful: number;
}

/** Two clients that write, and one that waits for a replica after each write. */
export class Writers {
  readonly #cluster: Sandbox;
  readonly #target: LiveTarget;
  readonly #all: readonly Writer[];

  constructor(cluster: Sandbox) {
    this.#cluster = cluster;
    this.#target = {
      sentinels: cluster.sentinels.map((node) => cluster.server(node).at),
      masterName: 'mymaster',
      timeouts: localTimeouts,
      password: undefined,
      sentinelPassword: undefined,
    };
    this.#all = [
      new Writer('probe', 'plain1-', probeStrategy(this.#target)),
      new Writer('probe', 'plain2-', probeStrategy(this.#target)),
      new Writer('probe', 'careful-', carefulStrategy(this.#target)),
    ];
  }

  /** The longest time without an acknowledged write since then, in ms, of the first client. */
  gapMs(fromMs: number): number {
    const acks = this.#all[0]?.record.acks.filter(({ atMs }) => atMs > fromMs) ?? [];
    return longestGap(acks, { fromMs, toMs: performance.now() }).ms;
  }

  /** Stops them; how many acknowledged writes of each the master there does not have. */
  async lost(master: Node): Promise<Lost> {
    for (const writer of this.#all) await writer.stop();
    const counts: number[] = [];
    for (const { record } of this.#all) {
      const numbers = record.acks.map(({ number }) => number);
      const { at } = this.#cluster.server(master);
      counts.push((await missingNumbers(at, this.#target, record.key, numbers)).length);
    }
    return { plain: counts.slice(0, 2), careful: counts[2] ?? 0 };
  }
}
