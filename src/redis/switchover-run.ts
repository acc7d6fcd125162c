import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint, sameEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import { helloMessage, type SwitchoverPlan } from '../cluster/switchover/plan-switchover.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { infoOf, numberOf, textOf } from './fields.ts';
import { NodeSet } from './node-set.ts';
import { ReplyError } from './resp.ts';

/** Bounds and credentials of a switchover. */
export interface SwitchoverOptions {
  readonly data: ConnectionOptions;
  readonly sentinel: ConnectionOptions;
  /** For the whole; writes are never held longer than this. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const pollMs = 1;

/** The steps of a switchover on open connections, each bounded; switchover.ts puts them in order. */
export class SwitchoverRun {
  readonly #plan: SwitchoverPlan;
  readonly #options: SwitchoverOptions;
  readonly #data = new NodeSet();
  readonly #sentinels = new NodeSet();
  readonly remarks: string[] = [];
  #heldSince = 0;
  heldMs = 0;
  #deadline = 0;

  constructor(plan: SwitchoverPlan, options: SwitchoverOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  async open(): Promise<void> {
    const { from, to, others, heralds } = this.#plan;
    await this.#data.open([from, to, ...others], this.#options.data);
    await this.#sentinels.open(
      heralds.map(({ at }) => at),
      this.#options.sentinel,
    );
    this.#deadline = performance.now() + this.#options.timeoutMs;
  }

  close(): void {
    this.#data.close();
    this.#sentinels.close();
  }

  get isLate(): boolean {
    return performance.now() > this.#deadline;
  }

  get isStopped(): boolean {
    return this.isLate || this.#options.signal.aborted;
  }

  /** Holds writes; gives the offset behind which none is acknowledged. The hold ends by itself. */
  async hold(): Promise<number> {
    const master = this.#data.to(this.#plan.from);
    const [, info] = await master.pipeline([
      ['CLIENT', 'PAUSE', String(this.#options.timeoutMs), 'WRITE'],
      ['INFO', 'replication'],
    ]);
    this.#heldSince = performance.now();
    return numberOf(infoOf(info).get('master_repl_offset'));
  }

  /** Lets writes go; must be reached whatever happens. Uses a new connection when the old one is gone. */
  async release(): Promise<void> {
    if (this.#heldSince === 0) return;
    try {
      const held = this.#data.to(this.#plan.from);
      if (held.isOpen) await held.call('CLIENT', 'UNPAUSE');
      else {
        const fresh = await Connection.open(this.#plan.from, this.#options.data);
        await fresh.call('CLIENT', 'UNPAUSE').finally(() => fresh.close());
      }
    } catch {
      this.remarks.push(
        `${formatEndpoint(this.#plan.from)} no longer answers; its hold on writes ends by itself`,
      );
    }
    this.heldMs = performance.now() - this.#heldSince;
    this.#heldSince = 0;
  }

  /** Waits until the new master has all up to `offset`; false when it does not come in time. */
  async caughtUp(offset: number, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (performance.now() < until && !this.isStopped) {
      const info = infoOf(await this.#data.to(this.#plan.to).call('INFO', 'replication'));
      if (info.get('role') !== 'slave' || info.get('master_link_status') !== 'up') return false;
      if (numberOf(info.get('slave_repl_offset')) >= offset) return true;
      await sleep(pollMs);
    }
    return false;
  }

  async promote(): Promise<boolean> {
    const [, role] = await this.#data
      .to(this.#plan.to)
      .pipeline([['REPLICAOF', 'NO', 'ONE'], ['ROLE']]);
    return Array.isArray(role) && role[0] === 'master';
  }

  /** Tells every sentinel; true when all of them name the new master. */
  async tell(): Promise<boolean> {
    const { heralds, to, masterName, epoch } = this.#plan;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const named = await Promise.all(
        heralds.map(async ({ at, fellow }) => {
          if (!fellow) return false;
          const hello = helloMessage(this.#plan, fellow, epoch + attempt);
          const [, answer] = await this.#sentinels.to(at).pipeline([
            ['PUBLISH', '__sentinel__:hello', hello],
            ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName],
          ]);
          if (!Array.isArray(answer)) return false;
          return sameEndpoint({ host: textOf(answer[0]), port: Number(textOf(answer[1])) }, to);
        }),
      );
      if (named.every(Boolean)) return true;
    }
    return false;
  }

  /** Has the others follow the new master, side by side. */
  async repoint(to: Endpoint, nodes: readonly Endpoint[]): Promise<void> {
    await Promise.all(
      nodes.map(async (at) => {
        try {
          await this.#data.to(at).pipeline([['REPLICAOF', to.host, String(to.port)]]);
        } catch {
          this.remarks.push(
            `${formatEndpoint(at)} could not be re-pointed; the sentinels will do it`,
          );
        }
      }),
    );
  }

  /** The old master follows, and its clients are sent to look for the new one. */
  async stepDown(to: Endpoint): Promise<void> {
    const { from } = this.#plan;
    await this.#data.to(from).pipeline([
      ['REPLICAOF', to.host, String(to.port)],
      ['CLIENT', 'KILL', 'TYPE', 'normal'],
      ['CLIENT', 'UNPAUSE'],
    ]);
    if (this.#heldSince > 0) this.heldMs = performance.now() - this.#heldSince;
    this.#heldSince = 0;
  }

  /** Whom each node follows is kept over a restart, where it has a file to keep it in. */
  async keep(): Promise<void> {
    const { from, to, others } = this.#plan;
    await Promise.allSettled(
      [from, to, ...others].map(async (at) => this.#data.to(at).pipeline([['CONFIG', 'REWRITE']])),
    );
  }

  /** SENTINEL FAILOVER at the first sentinel that takes it; false when none does. */
  async askSentinels(words: readonly string[]): Promise<boolean> {
    for (const { at } of this.#plan.heralds) {
      const [reply] = await this.#sentinels
        .to(at)
        .pipeline([['SENTINEL', 'FAILOVER', this.#plan.masterName, ...words]]);
      if (!(reply instanceof ReplyError) || reply.message.startsWith('INPROG')) return true;
      this.remarks.push(`${formatEndpoint(at)} answers: ${reply.message}`);
    }
    return false;
  }

  /** The replica that has become master; undefined when none does in time. */
  async findPromoted(): Promise<Endpoint | undefined> {
    const candidates = [this.#plan.to, ...this.#plan.others];
    while (!this.isLate) {
      for (const at of candidates) {
        const [role] = await this.#data.to(at).pipeline([['ROLE']]);
        if (Array.isArray(role) && role[0] === 'master') return at;
      }
      await sleep(10);
    }
    return undefined;
  }

  /** Waits until every sentinel names a node. */
  async agreed(to: Endpoint): Promise<boolean> {
    while (!this.isLate) {
      const answers = await Promise.all(
        this.#plan.heralds.map(async ({ at }) =>
          this.#sentinels.to(at).call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.#plan.masterName),
        ),
      );
      const isAgreed = answers.every(
        (one) =>
          Array.isArray(one) &&
          sameEndpoint({ host: textOf(one[0]), port: Number(textOf(one[1])) }, to),
      );
      if (isAgreed) return true;
      await sleep(20);
    }
    return false;
  }
}
