import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { Ack } from '../../../cluster/drills/client-record.ts';
import { askOnce, Connection } from '../../../redis/connection.ts';
import { fieldsOf, listOf } from '../../../redis/fields.ts';
import { dataOptions, sentinelOptions, type LiveTarget } from '../../../redis/live-target.ts';

const betweenReadsMs = 10;
/** In ms: writes acknowledged earlier than this must be on a replica that clients use. */
const freshMs = 1000;

async function healthyReplica(target: LiveTarget): Promise<Endpoint | undefined> {
  for (const sentinel of target.sentinels) {
    try {
      const [list] = await askOnce(sentinel, sentinelOptions(target, target.timeouts.readMs), [
        'SENTINEL',
        'REPLICAS',
        target.masterName,
      ]);
      const healthy = listOf(list)
        .map(fieldsOf)
        .find(
          (one) =>
            !/down|disconnected/.test(one.get('flags') ?? '') &&
            one.get('master-link-status') === 'ok',
        );
      if (healthy) return { host: healthy.get('ip') ?? '', port: Number(healthy.get('port')) };
    } catch {
      // The next sentinel might answer.
    }
  }
  return undefined;
}

/** Counts the members of a set on a replica, like a client that reads there, and records stale reads. */
export class ReplicaReader {
  readonly #target: LiveTarget;
  readonly #key: string;
  readonly #acks: () => readonly Ack[];
  readonly staleReads: number[] = [];
  reads = 0;
  #isRunning = true;
  #passed = 0;
  readonly #done: Promise<void>;

  constructor(target: LiveTarget, key: string, acks: () => readonly Ack[]) {
    this.#target = target;
    this.#key = key;
    this.#acks = acks;
    this.#done = this.#run();
  }

  /** The number of writes acknowledged before this time. */
  #acknowledgedBefore(atMs: number): number {
    const acks = this.#acks();
    while ((acks[this.#passed]?.atMs ?? Infinity) < atMs) this.#passed += 1;
    return this.#passed;
  }

  async #run(): Promise<void> {
    let connection: Connection | undefined;
    while (this.#isRunning) {
      try {
        if (!connection) {
          const at = await healthyReplica(this.#target);
          if (at) {
            const options = dataOptions(this.#target, this.#target.timeouts.readMs);
            connection = await Connection.open(at, options);
          }
        }
        const askedMs = performance.now();
        const count = connection && Number(await connection.call('SCARD', this.#key));
        if (count !== undefined && Number.isFinite(count)) {
          this.reads += 1;
          if (count < this.#acknowledgedBefore(askedMs - freshMs)) this.staleReads.push(askedMs);
        }
        await sleep(betweenReadsMs);
      } catch {
        connection?.close();
        connection = undefined;
        await sleep(50);
      }
    }
    connection?.close();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.race([this.#done, sleep(2000)]);
  }
}
