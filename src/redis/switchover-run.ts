import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint, sameEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import {
  helloMessage,
  type NotifiedSentinel,
  type SwitchoverPlan,
} from '../cluster/switchover/plan-switchover.ts';
import type { ConnectionOptions } from './connection.ts';
import { infoOf, numberOf, replyText } from './fields.ts';
import { NodeSet } from './node-set.ts';
import { ReplyError, type Reply } from './resp.ts';

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
  readonly #data: NodeSet;
  readonly #sentinels: NodeSet;
  readonly remarks: string[] = [];
  #heldSince = 0;
  heldMs = 0;
  #deadline = 0;

  constructor(plan: SwitchoverPlan, options: SwitchoverOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#data = new NodeSet(options.data);
    this.#sentinels = new NodeSet(options.sentinel);
  }

  async open(): Promise<void> {
    const { from, to, others, sentinels } = this.#plan;
    await this.#data.open([from, to, ...others]);
    await this.#sentinels.open(sentinels.map(({ at }) => at));
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
    this.#heldSince = performance.now();
    const [, info] = await this.#data.ask(
      this.#plan.from,
      ['CLIENT', 'PAUSE', String(this.#options.timeoutMs), 'WRITE'],
      ['INFO', 'replication'],
    );
    return numberOf(infoOf(info).get('master_repl_offset'));
  }

  /** Lets writes go; must be reached whatever happens. */
  async release(): Promise<void> {
    if (this.#heldSince === 0) return;
    try {
      await this.#data.ask(this.#plan.from, ['CLIENT', 'UNPAUSE']);
    } catch {
      this.remarks.push(
        `${formatEndpoint(this.#plan.from)} no longer answers; its hold on writes ends by itself`,
      );
    }
    this.#endHold();
  }

  #endHold(): void {
    if (this.#heldSince > 0) this.heldMs = performance.now() - this.#heldSince;
    this.#heldSince = 0;
  }

  /** Waits until the new master has all up to `offset`; false when it does not come in time. */
  async caughtUp(offset: number, withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs;
    while (performance.now() < until && !this.isStopped) {
      const [reply] = await this.#data.ask(this.#plan.to, ['INFO', 'replication']).catch(() => []);
      const info = infoOf(reply);
      if (info.get('role') !== 'slave' || info.get('master_link_status') !== 'up') return false;
      if (numberOf(info.get('slave_repl_offset')) >= offset) return true;
      await sleep(pollMs);
    }
    return false;
  }

  async promote(): Promise<boolean> {
    const [, role] = await this.#data.ask(this.#plan.to, ['REPLICAOF', 'NO', 'ONE'], ['ROLE']);
    return isMaster(role);
  }

  /** Tells every sentinel; true when all of them name the new master. Never throws. */
  async tell(): Promise<boolean> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const epoch = this.#plan.epoch + attempt;
      const told = await Promise.all(
        this.#plan.sentinels.map(async (notified) => this.#tellOne(notified, epoch)),
      );
      if (told.every(Boolean)) return true;
    }
    return false;
  }

  async #tellOne({ at, peer }: NotifiedSentinel, epoch: number): Promise<boolean> {
    if (!peer) return false;
    const [, answer] = await this.#sentinels
      .ask(
        at,
        ['PUBLISH', '__sentinel__:hello', helloMessage(this.#plan, peer, epoch)],
        ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.#plan.masterName],
      )
      .catch(() => []);
    return isNamed(answer, this.#plan.to);
  }

  /** Has the others follow the new master, side by side. Never throws. */
  async repoint(to: Endpoint, nodes: readonly Endpoint[]): Promise<void> {
    await Promise.all(
      nodes.map(async (at) => {
        try {
          await this.#data.ask(at, ['REPLICAOF', to.host, String(to.port)]);
        } catch {
          this.remarks.push(
            `${formatEndpoint(at)} could not be re-pointed; the sentinels will do it`,
          );
        }
      }),
    );
  }

  /** The old master follows, and its clients are sent to look for the new one. Never throws. */
  async stepDown(to: Endpoint): Promise<void> {
    const { from } = this.#plan;
    try {
      await this.#data.ask(
        from,
        ['REPLICAOF', to.host, String(to.port)],
        ['CLIENT', 'KILL', 'TYPE', 'normal'],
        ['CLIENT', 'UNPAUSE'],
      );
      this.#endHold();
    } catch {
      this.remarks.push(`${formatEndpoint(from)} could not be told; the sentinels will do it`);
    }
  }

  /** Whom each node follows is kept over a restart, where it has a file to keep it in. */
  async keep(): Promise<void> {
    const { from, to, others } = this.#plan;
    await Promise.allSettled(
      [from, to, ...others].map(async (at) => this.#data.ask(at, ['CONFIG', 'REWRITE'])),
    );
  }

  /** SENTINEL FAILOVER at the first sentinel that takes it; false when none does. */
  async askSentinels(words: readonly string[]): Promise<boolean> {
    for (const { at } of this.#plan.sentinels) {
      const command = ['SENTINEL', 'FAILOVER', this.#plan.masterName, ...words];
      const [reply] = await this.#sentinels.ask(at, command);
      if (!(reply instanceof ReplyError) || reply.message.startsWith('INPROG')) return true;
      this.remarks.push(`${formatEndpoint(at)} answers: ${reply.message}`);
    }
    return false;
  }

  /** The replica that has become master; undefined when none does in time. */
  async findPromoted(): Promise<Endpoint | undefined> {
    const candidates = [this.#plan.to, ...this.#plan.others];
    const whenMaster = async (at: Endpoint): Promise<Endpoint> => {
      const [role] = await this.#data.ask(at, ['ROLE']);
      if (!isMaster(role)) throw new Error('not yet');
      return at;
    };
    while (!this.isLate) {
      const found = await Promise.any(candidates.map(whenMaster)).catch(() => undefined);
      if (found) return found;
      await sleep(10);
    }
    return undefined;
  }

  /** Waits until every sentinel names a node; false when they do not in time. */
  async agreed(to: Endpoint): Promise<boolean> {
    const command = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.#plan.masterName];
    while (!this.isLate) {
      const named = await Promise.all(
        this.#plan.sentinels.map(async ({ at }) => {
          const [answer] = await this.#sentinels.ask(at, command).catch(() => []);
          return isNamed(answer, to);
        }),
      );
      if (named.every(Boolean)) return true;
      await sleep(20);
    }
    return false;
  }
}

const isMaster = (role: Reply | undefined) => Array.isArray(role) && role[0] === 'master';

function isNamed(answer: Reply | undefined, at: Endpoint): boolean {
  if (!Array.isArray(answer)) return false;
  return sameEndpoint({ host: replyText(answer[0]), port: Number(replyText(answer[1])) }, at);
}
