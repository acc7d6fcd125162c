import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint, sameEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import {
  helloMessage,
  type NotifiedSentinel,
  type SwitchoverPlan,
} from '../cluster/switchover/plan-switchover.ts';
import type { ConnectionOptions } from './connection.ts';
import { fieldsOf, infoOf, numberOf, replyText } from './fields.ts';
import { NodeSet } from './node-set.ts';
import { ReplyError, type Reply } from './resp.ts';

/** Timeout and credentials of a switchover. */
export interface SwitchoverOptions {
  readonly data: ConnectionOptions;
  readonly sentinel: ConnectionOptions;
  /** Overall timeout in ms; writes are never held longer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const pollMs = 1;

/** The steps of a switchover on open connections, each with a timeout; switchover.ts orders them. */
export class SwitchoverRun {
  readonly #plan: SwitchoverPlan;
  readonly #options: SwitchoverOptions;
  readonly #data: NodeSet;
  readonly #sentinels: NodeSet;
  readonly remarks: string[] = [];
  #heldSince = 0;
  heldMs = 0;
  /** Whether a sentinel accepted a failover that had not ended at the timeout: it cannot be taken back. */
  isFailoverUnderWay = false;
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

  /** Holds writes. Returns the offset after which none is acknowledged. The hold has a timeout. */
  async hold(): Promise<number> {
    this.#heldSince = performance.now();
    const [, info] = await this.#data.ask(
      this.#plan.from,
      ['CLIENT', 'PAUSE', String(this.#options.timeoutMs), 'WRITE'],
      ['INFO', 'replication'],
    );
    return numberOf(infoOf(info).get('master_repl_offset'));
  }

  /** Releases writes; must be called in any case. */
  async release(): Promise<void> {
    if (this.#heldSince === 0) return;
    try {
      await this.#data.ask(this.#plan.from, ['CLIENT', 'UNPAUSE']);
    } catch {
      this.remarks.push(
        `${formatEndpoint(this.#plan.from)} no longer answers; its hold on writes ends at the timeout`,
      );
    }
    this.#endHold();
  }

  #endHold(): void {
    if (this.#heldSince > 0) this.heldMs = performance.now() - this.#heldSince;
    this.#heldSince = 0;
  }

  /** Waits until the new master has all data up to `offset`; false if the timeout comes first. */
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

  /** Notifies every sentinel. Returns whether all of them report the new master. Never throws. */
  async notifySentinels(): Promise<boolean> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const epoch = this.#plan.epoch + attempt;
      const accepted = await Promise.all(
        this.#plan.sentinels.map(async (sentinel) => this.#notify(sentinel, epoch)),
      );
      if (accepted.every(Boolean)) return true;
    }
    return false;
  }

  async #notify({ at, peer }: NotifiedSentinel, epoch: number): Promise<boolean> {
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

  /** Makes nodes replicas of the new master, side by side. Never throws. */
  async reconfigure(to: Endpoint, nodes: readonly Endpoint[]): Promise<void> {
    await Promise.all(
      nodes.map(async (at) => {
        try {
          await this.#data.ask(at, ['REPLICAOF', to.host, String(to.port)]);
        } catch {
          this.remarks.push(
            `${formatEndpoint(at)} could not be reconfigured; the sentinels will do it`,
          );
        }
      }),
    );
  }

  /** Makes the old master a replica, and disconnects its clients. Never throws. */
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
      this.remarks.push(
        `${formatEndpoint(from)} could not be reconfigured; the sentinels will do it`,
      );
    }
  }

  /** Saves which master each node follows, if the node has a configuration file. */
  async keep(): Promise<void> {
    const { from, to, others } = this.#plan;
    await Promise.allSettled(
      [from, to, ...others].map(async (at) => this.#data.ask(at, ['CONFIG', 'REWRITE'])),
    );
  }

  /** Sends SENTINEL FAILOVER to the first sentinel that accepts it; false if all refuse. Never throws. */
  async askSentinels(words: readonly string[]): Promise<boolean> {
    for (const { at } of this.#plan.sentinels) {
      const command = ['SENTINEL', 'FAILOVER', this.#plan.masterName, ...words];
      const [reply] = await this.#sentinels.ask(at, command).catch(() => []);
      // Without a reply, it can have accepted; another one would then promote a second replica.
      if (reply === undefined)
        this.remarks.push(`${formatEndpoint(at)} did not reply to SENTINEL FAILOVER`);
      if (!(reply instanceof ReplyError) || reply.message.startsWith('INPROG')) return true;
      this.remarks.push(`${formatEndpoint(at)} replied: ${reply.message}`);
    }
    return false;
  }

  /** Waits for a replica that is master; undefined at the timeout. */
  async findPromoted(): Promise<Endpoint | undefined> {
    while (!this.isLate) {
      const found = await this.#promoted();
      if (found) return found;
      await sleep(10);
    }
    this.isFailoverUnderWay = await this.#isBusy();
    // It can have ended since.
    return this.#promoted();
  }

  async #promoted(): Promise<Endpoint | undefined> {
    const whenMaster = async (at: Endpoint): Promise<Endpoint> => {
      const [role] = await this.#data.ask(at, ['ROLE']);
      if (!isMaster(role)) throw new Error('not yet');
      return at;
    };
    const candidates = [this.#plan.to, ...this.#plan.others];
    return Promise.any(candidates.map(whenMaster)).catch(() => undefined);
  }

  /** Whether a sentinel carries out a failover, or does not reply. */
  async #isBusy(): Promise<boolean> {
    const command = ['SENTINEL', 'MASTER', this.#plan.masterName];
    const idle = await Promise.all(
      this.#plan.sentinels.map(async ({ at }) => {
        const [reply] = await this.#sentinels.ask(at, command).catch(() => []);
        return Array.isArray(reply) && !fieldsOf(reply).has('failover-state');
      }),
    );
    return !idle.every(Boolean);
  }

  /** Waits until every sentinel reports a node as master; false at the timeout. */
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
