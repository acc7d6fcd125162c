import { formatEndpoint, sameEndpoint, type Endpoint } from '../../../cluster/endpoint.ts';
import { sentinelsOf } from '../../../cluster/drills/master-facts.ts';
import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { placedNode, planNode, rosterOf } from '../../../cluster/sandbox/plan-sandbox.ts';
import { oldAddressesIn } from './old-addresses.ts';
import type { SandboxControls } from './sandbox-controls.ts';

const startMs = 40_000;
/** A peer is forgotten after 20 s without an answer, one sentinel at a time. */
const forgetMs = 60_000;
const namedMs = 70_000;
const lookEveryMs = 250;

/** A migration of a running cluster to other nodes, step by step. */
class SandboxMigration {
  readonly faults: string[] = [];
  readonly #controls: SandboxControls;
  readonly #mark: (label: string) => void;
  /** Those of the old nodes that run. */
  #old: readonly NodeSpec[];
  /** All of them. */
  readonly #replaced: readonly NodeSpec[];
  #fresh: readonly NodeSpec[];
  #hasJoined = false;

  constructor(controls: SandboxControls, mark: (label: string) => void) {
    this.#controls = controls;
    this.#mark = mark;
    this.#old = controls.nodes();
    this.#replaced = this.#old;
    const { shape } = controls.sandbox;
    // As the pods of a chart: one has the role master.
    const count = { data: 0, sentinel: 0 };
    this.#fresh = this.#old.map((node) => {
      if (isSentinel(node)) {
        count.sentinel += 1;
        return planNode(shape, 'sentinel', this.#old.filter(isSentinel).length + count.sentinel);
      }
      count.data += 1;
      const number = this.#old.filter(isData).length + count.data;
      return planNode(shape, count.data === 1 ? 'master' : 'slave', number);
    });
  }

  /** The new nodes with the names of these nodes in their configuration. */
  #knowing(known: readonly NodeSpec[]): NodeSpec[] {
    const { shape } = this.#controls.sandbox;
    const roster = rosterOf(known, shape);
    return this.#fresh.map((node) => placedNode(node, roster, shape));
  }

  #use(nodes: readonly NodeSpec[]): void {
    this.#controls.sandbox.nodes = nodes;
    this.#controls.refreshSentinels();
  }

  /** Waits until something holds; otherwise it is a fault. */
  async #until(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<void> {
    const until = this.#controls.now() + withinMs;
    while (this.#controls.now() < until && !this.#controls.signal.aborted) {
      if (await holds().catch(() => false)) return;
      await this.#controls.sleep(lookEveryMs);
    }
    this.faults.push(`timeout after ${withinMs / 1000} s: ${what}`);
  }

  async #isHealthy(): Promise<boolean> {
    const look = await this.#controls.inspect();
    return look?.errors.length === 0 && look.isComplete;
  }

  async #master(): Promise<Endpoint | undefined> {
    return (await this.#controls.inspect())?.master;
  }

  async #stopOld(node: NodeSpec): Promise<void> {
    this.#mark(`stop ${node.name}`);
    await this.#controls.runtime.stop(node);
    this.#old = this.#old.filter((each) => each !== node);
    this.#use([...this.#old, ...(this.#hasJoined ? this.#fresh : [])]);
  }

  /**
   * One of the old sentinels ends before the new ones could know it: without the old names, new data nodes hear the new
   * sentinels only, which must be a majority of all that there are.
   */
  async leaveOneSentinel(): Promise<void> {
    const last = this.#old.findLast(isSentinel);
    if (last) await this.#stopOld(last);
  }

  /** New nodes join: their names lead to the old nodes, too. */
  async join(): Promise<void> {
    this.#mark('new nodes join');
    this.#fresh = this.#knowing([...this.#old, ...this.#fresh]);
    for (const node of this.#fresh) await this.#controls.runtime.start(node);
    this.#hasJoined = true;
    this.#use([...this.#old, ...this.#fresh]);
    await this.#until('the new nodes do not join', startMs, async () => this.#haveJoined());
  }

  /** Whether each new node is linked, and known to each new sentinel. */
  async #haveJoined(): Promise<boolean> {
    const linked = await Promise.all(this.#fresh.map(async (node) => this.#isLinked(node)));
    return linked.every(Boolean);
  }

  /**
   * A new node becomes master. Old ones are never promoted from here on. Sentinel carries it out, because it still counts
   * the old sentinel that ended, so it must know which one to take.
   */
  async switchOver(): Promise<void> {
    const to = this.#fresh.find(isData);
    if (!to) return;
    for (const node of this.#old.filter(isData)) await this.#prioritize(node, 0);
    await this.#prioritize(to, 1);
    const isKnown = async () => this.#isPriorityKnown(to, 1);
    await this.#until(`the priority of ${to.name} is not known`, startMs, isKnown);
    this.#mark('switchover');
    const fault = await this.#controls.switchover(to.at);
    if (fault !== undefined) this.faults.push(`the switchover failed: ${fault}`);
    await this.#prioritize(to, 100);
    await this.#until('the new master is not followed', startMs, async () => this.#haveJoined());
  }

  async #prioritize(node: NodeSpec, priority: number): Promise<void> {
    await this.#controls.ask(node, ['CONFIG', 'SET', 'replica-priority', String(priority)]);
  }

  /** Whether every sentinel knows the priority of a replica: they ask for it from time to time. */
  async #isPriorityKnown({ at }: NodeSpec, wanted: number): Promise<boolean> {
    const look = await this.#controls.inspect();
    const views = sentinelsOf(look?.snapshot);
    return views.every(({ replicas }) =>
      replicas.some((each) => sameEndpoint(each.at, at) && each.priority === wanted),
    );
  }

  /** An upgrade that takes the old names out of the new nodes: each restarts, the master last. */
  async dropOldNames(): Promise<void> {
    const { runtime } = this.#controls;
    const renewed = this.#knowing(this.#fresh);
    const master = await this.#master();
    const isMaster = ({ at }: NodeSpec) => master !== undefined && sameEndpoint(at, master);
    const ordered = [...renewed.filter((node) => !isMaster(node)), ...renewed.filter(isMaster)];
    for (const node of ordered) {
      this.#mark(`restart ${node.name}`);
      await runtime.stop(node);
      this.#fresh = this.#fresh.map((each) => (each.name === node.name ? node : each));
      this.#use([...this.#old, ...this.#fresh]);
      await runtime.start(node);
      await this.#until(`${node.name} does not rejoin`, startMs, async () => this.#isLinked(node));
    }
  }

  /** Whether a new node is known to all new sentinels, up, and follows or is the master. */
  async #isLinked(node: NodeSpec): Promise<boolean> {
    const look = await this.#controls.inspect();
    if (!look?.master || !look.isInSync) return false;
    const views = sentinelsOf(look.snapshot).filter(({ at }) => this.#isFresh(at));
    if (views.length !== this.#fresh.filter(isSentinel).length) return false;
    const at = formatEndpoint(node.at);
    return views.every((view) => {
      const known = [...view.replicas, ...view.sentinels].find(
        (each) => formatEndpoint(each.at) === at,
      );
      const isSelf = formatEndpoint(view.at) === at || formatEndpoint(view.masterAt) === at;
      return isSelf || (known !== undefined && !known.flags.some((flag) => flag.endsWith('_down')));
    });
  }

  #isFresh(at: Endpoint): boolean {
    return this.#fresh.some((node) => sameEndpoint(node.at, at));
  }

  /** The old nodes end one at a time, the sentinels first. A failover stays possible: the others are a majority. */
  async stopOldNodes(): Promise<void> {
    for (const node of [...this.#old.filter(isSentinel), ...this.#old.filter(isData)]) {
      await this.#stopOld(node);
      const what = `${node.name} is not forgotten`;
      await this.#until(what, forgetMs, async () => this.#isForgotten(node));
    }
  }

  /** Whether no new sentinel knows an old one, and each has a quorum. */
  async #isForgotten({ at }: NodeSpec): Promise<boolean> {
    const look = await this.#controls.inspect();
    const views = sentinelsOf(look?.snapshot).filter((view) => this.#isFresh(view.at));
    const isKnown = views.some(({ sentinels, replicas }) =>
      [...sentinels, ...replicas].some((each) => sameEndpoint(each.at, at)),
    );
    const isWhole = views.length === this.#fresh.filter(isSentinel).length;
    return isWhole && !isKnown && views.every(({ isQuorumOk }) => isQuorumOk);
  }

  /** Nothing names an old address any more, and each new sentinel has a quorum. */
  async finish(): Promise<void> {
    await this.#until('the new nodes are not healthy', forgetMs, async () => this.#isHealthy());
    for (const node of this.#fresh.filter(isSentinel)) {
      const ask = ['SENTINEL', 'CKQUORUM', this.#controls.sandbox.masterName];
      const reply = await this.#controls.ask(node, ask).catch(String);
      if (!String(reply).startsWith('OK'))
        this.faults.push(`${node.name}: CKQUORUM: ${String(reply)}`);
    }
    // What a watcher keeps of its peers is compared with the names every minute.
    let named: readonly string[] = [];
    await this.#until('old addresses are still named', namedMs, async () => {
      named = await this.#namedOld();
      return named.length === 0;
    });
    this.faults.push(...named);
  }

  /** Where new nodes name old ones. */
  async #namedOld(): Promise<readonly string[]> {
    const hosts = this.#replaced.map(({ at }) => at.host);
    const found = await Promise.all(
      this.#fresh.map(async (node) => {
        const folder = this.#controls.runtime.folderOf(node);
        const named = await oldAddressesIn(node, hosts, folder, async (command) =>
          this.#controls.ask(node, command),
        );
        return named.map((each) => `${node.name}: ${each}`);
      }),
    );
    return found.flat();
  }
}

/**
 * Moves a cluster to other nodes under load, as from Rancher 1.6 to a chart: new nodes join, one becomes master, the old
 * ones leave and are forgotten. Returns a message for each problem.
 */
export async function migrateSandbox(
  controls: SandboxControls,
  mark: (label: string) => void,
): Promise<readonly string[]> {
  const migration = new SandboxMigration(controls, mark);
  await migration.leaveOneSentinel();
  await migration.join();
  await migration.switchOver();
  await migration.dropOldNames();
  await migration.stopOldNodes();
  await migration.finish();
  return migration.faults;
}
