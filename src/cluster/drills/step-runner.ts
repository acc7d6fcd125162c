import { formatEndpoint } from '../endpoint.ts';
import { isData, isSentinel, type NodeSpec } from '../sandbox/node-spec.ts';
import type { Condition, Selector } from './drill.ts';
import type { Evidence, Mark } from './evidence.ts';
import { DrillFault } from './drill-fault.ts';
import type { Rig, ShardNodes } from './rig.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const some = (node: NodeSpec | undefined) => (node ? [node] : []);

const promotionAsked = '+failover-state-wait-promotion';

/** What the steps of a drill share: the nodes that they select, and what they record. */
export class StepRunner {
  readonly #rig: Rig;
  readonly marks: Mark[] = [];
  readonly faults: string[] = [];
  /** When the network was cut, in ms. */
  readonly cutsMs: number[] = [];
  readonly stops: Mutable<Evidence['stops'][number]>[] = [];
  #oldMaster: NodeSpec | undefined;
  #replicas: readonly NodeSpec[] = [];
  #shards: readonly ShardNodes[] = [];
  #roundFromMs = 0;

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  /** Fixes the master and the replicas of a round. */
  async beginRound(): Promise<NodeSpec> {
    const master = await this.master();
    this.#oldMaster = master;
    this.#shards = await this.#rig.shards(master);
    this.#replicas = this.#shards[0]?.replicas ?? [];
    this.#roundFromMs = this.#rig.now();
    return master;
  }

  /** The current master; of several, the one that the first sentinel reports. */
  async master(): Promise<NodeSpec> {
    const until = this.#rig.now() + 5000;
    while (this.#rig.now() < until) {
      const look = await this.#rig.inspect();
      const node = look?.master && this.nodeAt(formatEndpoint(look.master));
      if (node) return node;
      await this.#rig.sleep(50);
    }
    throw new DrillFault('there is no master');
  }

  /** The node with this address, `host:port`. */
  nodeAt(place: string): NodeSpec | undefined {
    return this.#rig.nodes().find((node) => formatEndpoint(node.at) === place);
  }

  async select(who: Selector): Promise<readonly NodeSpec[]> {
    if (who === 'master') return [await this.master()];
    const nodes = this.#rig.nodes();
    const voters = nodes.filter(isSentinel);
    const groups: Readonly<Record<Exclude<Selector, 'master'>, () => readonly NodeSpec[]>> = {
      'old-master': () => some(this.#oldMaster),
      replica: () => this.#replicas.slice(0, 1),
      'second-replica': () => this.#replicas.slice(1, 2),
      replicas: () => this.#replicas,
      shard: () => [...some(this.#oldMaster), ...this.#replicas],
      majority: () =>
        this.#shards.slice(0, Math.ceil((this.#shards.length + 1) / 2)).map(({ master }) => master),
      'passed-over': () => this.#passedOver(),
      sentinel: () => voters.slice(0, 1),
      'two-sentinels': () => voters.slice(0, 2),
      sentinels: () => voters,
      leader: () => some(this.#leader()),
      data: () => nodes.filter(isData),
      all: () => nodes,
    };
    return groups[who]();
  }

  /** The replica that the sentinels did not select. */
  #passedOver(): readonly NodeSpec[] {
    const event = this.#rig.events.findLast(
      ({ channel, atMs }) => channel === '+selected-slave' && atMs >= this.#roundFromMs,
    );
    const [, , host = '', port = ''] = event?.message.split(' ') ?? [];
    return this.#replicas
      .filter((node) => formatEndpoint(node.at) !== `${host}:${port}`)
      .slice(0, 1);
  }

  #leader(): NodeSpec | undefined {
    const event = this.#rig.events.findLast(({ channel }) => channel === promotionAsked);
    return event && this.nodeAt(formatEndpoint(event.from));
  }

  /** From now on, only later events count. */
  forgetEvents(): void {
    this.#roundFromMs = this.#rig.now();
  }

  mark(label: string): void {
    this.marks.push({ atMs: this.#rig.now(), label });
  }

  async each(nodes: readonly NodeSpec[], act: (node: NodeSpec) => Promise<unknown>): Promise<void> {
    await Promise.all(nodes.map(act));
  }

  /** Starts the nodes that are not running. */
  async start(nodes: readonly NodeSpec[]): Promise<void> {
    const { runtime } = this.#rig;
    await this.each(
      nodes.filter((node) => !runtime.isRunning(node)),
      async (node) => {
        // Helper processes of a server that ended by itself can still be running.
        await runtime.kill(node);
        await runtime.start(node);
      },
    );
  }

  async stop(nodes: readonly NodeSpec[]): Promise<void> {
    await this.each(nodes, async (node) => {
      this.stops.push({ name: node.name, ...(await this.#rig.runtime.stop(node)) });
    });
  }

  #hasHappened(wanted: string): boolean {
    return this.#rig.events.some(
      ({ atMs, channel }) => atMs >= this.#roundFromMs && channel === wanted,
    );
  }

  #lastAckMs(): number {
    const probe = this.#rig.record().writers.find(({ name }) => name === 'probe');
    return probe?.acks.at(-1)?.atMs ?? 0;
  }

  async #holds(what: Condition, beganMs: number): Promise<boolean> {
    const { runtime } = this.#rig;
    const checks: Readonly<Record<Condition, () => boolean | Promise<boolean>>> = {
      healthy: async () => {
        const look = await this.#rig.inspect();
        return look !== undefined && look.errors.length === 0 && look.isComplete;
      },
      'new-master': async () => this.#hasNewMaster(),
      writes: () => this.#lastAckMs() > beganMs,
      refused: () => this.#rig.now() - this.#lastAckMs() > 500,
      selected: () => this.#hasHappened('+selected-slave'),
      'promotion-asked': () => this.#hasHappened(promotionAsked),
      'sentinel-ended': () =>
        this.#rig.nodes().some((node) => isSentinel(node) && !runtime.isRunning(node)),
    };
    return checks[what]();
  }

  async #hasNewMaster(): Promise<boolean> {
    const look = await this.#rig.inspect();
    const named = look?.reported.map(formatEndpoint) ?? [];
    const old = this.#oldMaster && formatEndpoint(this.#oldMaster.at);
    return named.length > 0 && named.every((at) => at !== old);
  }

  /** Waits until a condition holds. Throws a DrillFault after `withinMs`. */
  async until(what: Condition, withinMs: number): Promise<void> {
    const began = this.#rig.now();
    while (this.#rig.now() - began < withinMs) {
      if (this.#rig.signal.aborted) throw new DrillFault('interrupted');
      if (await this.#holds(what, began)) return;
      await this.#rig.sleep(lookEveryMs[what]);
    }
    throw new DrillFault(
      `timeout after ${withinMs / 1000} s: ${conditions[what]}${await this.#why(what)}`,
    );
  }

  async #why(what: Condition): Promise<string> {
    if (what !== 'healthy') return '';
    const look = await this.#rig.inspect();
    const [first] = look?.errors ?? [];
    if (first) return `: ${first.node === undefined ? '' : `${first.node}: `}${first.is}`;
    return look ? ': not every node is known to all' : ': no node answers';
  }

  async watchNoFailover(ms: number): Promise<void> {
    const fromMs = this.#rig.now();
    await this.#rig.sleep(ms);
    const seen = this.#rig.events.find(
      ({ channel, atMs }) => atMs >= fromMs && /^\+(promoted-slave|switch-master)$/.test(channel),
    );
    if (seen) this.faults.push(`unexpected failover: ${seen.channel} ${seen.message}`);
  }
}

const conditions: Readonly<Record<Condition, string>> = {
  healthy: 'the cluster is not healthy',
  'new-master': 'not every sentinel reports a new master',
  writes: 'no write was acknowledged',
  refused: 'writes were not rejected',
  selected: 'no replica was selected',
  'promotion-asked': 'no replica was promoted',
  'sentinel-ended': 'no sentinel ended',
};

/** How often each condition is checked. Inspecting the whole cluster takes cores that the cluster needs. */
const lookEveryMs: Readonly<Record<Condition, number>> = {
  healthy: 250,
  'new-master': 150,
  writes: 20,
  refused: 20,
  selected: 5,
  'promotion-asked': 1,
  'sentinel-ended': 20,
};
