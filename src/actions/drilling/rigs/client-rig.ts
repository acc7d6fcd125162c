import { setTimeout as sleep } from 'node:timers/promises';
import { DrillFault } from '../../../cluster/drills/drill-fault.ts';
import { nothingSeen } from '../../../cluster/drills/client-record.ts';
import type { DrillEvent, RigReply, ShardNodes } from '../../../cluster/drills/rig.ts';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import { DrillClients } from '../clients/drill-clients.ts';
import { fillMaster, missingNumbers, replyOf } from '../clients/drill-data.ts';
import { tryNewClient } from '../../../redis/try-new-client.ts';
import { askOnce } from '../../../redis/connection.ts';
import { EventWatch } from '../../../redis/event-watch.ts';
import { describeFailure } from '../../../redis/silent-node.ts';
import { switchOver } from './switch-over.ts';

const askMs = 2000;

/** The part of a rig that uses Redis only; the cluster is a sandbox or a live one. */
export abstract class ClientRig {
  readonly signal: AbortSignal;
  readonly events: DrillEvent[] = [];
  readonly target: LiveTarget;
  /** Prefix of the name of every key that is written. */
  readonly prefix: string;
  #clients: DrillClients | undefined;
  #watch: EventWatch | undefined;

  constructor(target: LiveTarget, signal: AbortSignal, prefix: string) {
    this.target = target;
    this.signal = signal;
    this.prefix = prefix;
  }

  /** A server beside the cluster, if there is one. */
  protected get control(): Endpoint | undefined {
    return undefined;
  }

  abstract nodes(): readonly NodeSpec[];

  /** All data nodes are one shard. */
  async shards(master: NodeSpec): Promise<readonly ShardNodes[]> {
    const replicas = this.nodes().filter((node) => isData(node) && node !== master);
    return [{ master, replicas }];
  }

  async scaleNodes(): Promise<void> {
    throw new DrillFault('this is not a Redis Cluster');
  }

  now(): number {
    return performance.now();
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => {});
  }

  /** Makes clients and the event watch use the current sentinels. */
  refreshSentinels(): void {
    this.target.sentinels = this.nodes()
      .filter(isSentinel)
      .map(({ at }) => at);
    this.#watch?.close();
    const { sentinelPassword } = this.target;
    this.#watch = new EventWatch(
      this.target.sentinels,
      sentinelPassword === undefined ? {} : { password: sentinelPassword },
      (event) => this.events.push(event),
    );
  }

  async ask(node: NodeSpec, command: readonly string[]): Promise<RigReply> {
    const password = isSentinel(node) ? this.target.sentinelPassword : this.target.password;
    const options = { connectMs: askMs, replyMs: askMs, ...(password ? { password } : {}) };
    const [reply] = await askOnce(node.at, options, command).catch((error: unknown) => {
      throw new DrillFault(`no answer from ${node.name}: ${describeFailure(error)}`);
    });
    if (reply instanceof Error) throw reply;
    return replyOf(reply);
  }

  startClients(): void {
    const watched = this.nodes()
      .filter(isData)
      .map(({ name }) => ({
        name,
        at: () => this.nodes().find((node) => node.name === name)?.at,
      }));
    this.#clients = new DrillClients(this.target, this.prefix, watched, this.control);
  }

  /** Makes clients that keep a password use the current one. */
  renewClients(): void {
    this.#clients?.renew();
  }

  async stopClients(): Promise<void> {
    await this.#clients?.stop();
  }

  record() {
    return this.#clients?.record ?? nothingSeen;
  }

  stickTo(at: Endpoint): void {
    this.#clients?.stickTo(at);
  }

  async switchover(to?: Endpoint): Promise<string | undefined> {
    return switchOver(this.target, this.signal, to);
  }

  async newClient(withinMs: number): Promise<string | undefined> {
    return tryNewClient(this.target, withinMs);
  }

  async fill(mebibytes: number): Promise<void> {
    await fillMaster(this.target, mebibytes);
  }

  async missing(
    node: NodeSpec,
    key: string,
    numbers: readonly number[],
  ): Promise<readonly number[]> {
    return missingNumbers(node.at, this.target, key, numbers);
  }

  async close(): Promise<void> {
    this.#watch?.close();
    await this.#clients?.stop();
  }
}
