// A client that writes one number after the other into a set and remembers those acknowledged; on
// any error it asks the sentinels anew, as a plain Sentinel client does.
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, once, type Reply } from './resp.ts';

export type Endpoint = {
  readonly address: string;
  readonly port: number;
  readonly password?: string;
};

const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

export class Writer {
  readonly #sentinels: readonly Endpoint[];
  readonly #password: string;
  readonly acknowledged: number[] = [];
  readonly #times: number[] = [];
  #running = true;
  #done: Promise<void>;
  #connection: Connection | undefined;

  constructor(sentinels: readonly Endpoint[], password = '') {
    this.#sentinels = sentinels;
    this.#password = password;
    this.#done = this.#run();
  }

  async #run(): Promise<void> {
    let next = 0;
    while (this.#running) {
      try {
        this.#connection ??= await this.#connect();
        await this.#connection.call(['SADD', 'acked', String(next)], 400);
        this.acknowledged.push(next);
        this.#times.push(monotonicMs());
        await sleep(1);
      } catch {
        this.#connection?.close();
        this.#connection = undefined;
        await sleep(5);
      }
      next += 1;
    }
  }

  async #connect(): Promise<Connection> {
    for (const sentinel of this.#sentinels) {
      const named = await once(sentinel, ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mymaster'], 200);
      if (!Array.isArray(named)) continue;
      const connection = await Connection.open(
        String(named[0]),
        Number(named[1]),
        this.#password,
        200,
      ).catch(() => undefined);
      const role: Reply | undefined = await connection?.call(['ROLE'], 200).catch(() => undefined);
      if (connection !== undefined && Array.isArray(role) && role[0] === 'master')
        return connection;
      connection?.close();
    }
    throw new Error('no sentinel names a master that is one');
  }

  acknowledgedAfter(from: number): number {
    return this.#times.filter((time) => time > from).length;
  }

  /** Waits until it has written for this long without a pause. */
  async steady(forMs = 600, withinMs = 15_000): Promise<void> {
    const deadline = monotonicMs() + withinMs;
    for (;;) {
      const since = monotonicMs() - forMs;
      const recent = this.#times.filter((time) => time > since);
      const gaps = [since, ...recent, monotonicMs()].map(
        (time, i, all) => time - (all[i - 1] ?? time),
      );
      if (recent.length > 20 && Math.max(...gaps) < 200) return;
      if (monotonicMs() > deadline) throw new Error(`no steady writes within ${withinMs} ms`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
    this.#connection?.close();
  }

  /** The longest time between two acknowledgements after `from` (a mark of `mark()`). */
  longestGapMs(from: number): number {
    const times = [from, ...this.#times.filter((time) => time > from)];
    return Math.max(0, ...times.map((time, i) => time - (times[i - 1] ?? time)));
  }

  /** This moment, on the clock of the acknowledgements. */
  mark(): number {
    return monotonicMs();
  }

  /** Acknowledged numbers that the set on this server does not hold. */
  async lost(master: Endpoint): Promise<number> {
    const members = await once(master, ['SMEMBERS', 'acked'], 5000);
    if (!Array.isArray(members)) throw new Error('the set cannot be read');
    const there = new Set(members.map(Number));
    return this.acknowledged.filter((n) => !there.has(n)).length;
  }
}
