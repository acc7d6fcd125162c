import { setTimeout as sleep } from 'node:timers/promises';
import { nothingSeen } from '../../../cluster/drills/client-record.ts';
import { DrillFault } from '../../../cluster/drills/drill-fault.ts';
import { slotMasterFacts } from '../../../cluster/drills/master-facts.ts';
import { retry } from '../../../cluster/drills/retry.ts';
import type {
  DrillEvent,
  DrillNetwork,
  Inspection,
  Rig,
  RigReply,
  ShardNodes,
} from '../../../cluster/drills/rig.ts';
import { formatEndpoint, type Endpoint } from '../../../cluster/endpoint.ts';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { placedNode, planNode, rosterOf } from '../../../cluster/sandbox/plan-sandbox.ts';
import type { Runtime } from '../../../cluster/sandbox/runtime.ts';
import { shardsOf } from '../../../cluster/sharded/shards.ts';
import type { ShardedSnapshot } from '../../../cluster/sharded/sharded-snapshot.ts';
import { askOnce } from '../../../redis/connection.ts';
import { dataOptions, localTimeouts, type LiveTarget } from '../../../redis/live-target.ts';
import { ShardWatch } from '../../../redis/shard-watch.ts';
import { describeFailure } from '../../../redis/silent-node.ts';
import { passwordsOf } from '../../sandbox/cluster-health.ts';
import { areJoined, inspectShards } from '../../sandbox/shard-health.ts';
import { missingNumbers, replyOf } from '../clients/drill-data.ts';
import { ShardClients } from '../clients/shard-clients.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';
import { shardStarts } from './shard-starts.ts';

const askMs = 2000;

/** On a machine that is short of cores, a node may answer late for a while. */
const patience = { withinMs: 10_000, pauseMs: 300 };

const refused = (what: string) => async (): Promise<never> => {
  throw new DrillFault(`${what} on a Redis Cluster`);
};

/** The sandbox of a Redis Cluster, and the clients of a drill. The probe writes to the shard of `slot`. */
export class ShardRig implements Rig {
  readonly runtime: Runtime;
  readonly network: DrillNetwork | undefined;
  readonly sandbox: DrillSandbox;
  readonly signal: AbortSignal;
  readonly events: DrillEvent[] = [];
  readonly target: LiveTarget;
  readonly slot = 0;
  readonly switchover = refused('there is no switchover by this program');
  readonly newClient = refused('there are no sentinels');
  readonly scale = refused('replicas and sentinels cannot be scaled');
  readonly rotatePasswords = refused('no drill changes passwords');
  readonly replaceNodes = refused('no drill replaces all nodes');
  readonly fill = refused('no drill fills the memory');
  #clients: ShardClients | undefined;
  #watch: ShardWatch | undefined;

  constructor(sandbox: DrillSandbox, signal: AbortSignal) {
    const { password } = passwordsOf(sandbox.nodes);
    this.sandbox = sandbox;
    this.signal = signal;
    this.runtime = sandbox.runtime;
    this.network = sandbox.network;
    this.target = {
      masterName: '',
      timeouts: localTimeouts,
      sentinels: [],
      password,
      sentinelPassword: undefined,
      ...(sandbox.sideAddress === undefined ? {} : { sideAddress: sandbox.sideAddress }),
    };
    sandbox.onMoved = () => this.#follow();
    this.#follow();
  }

  /** Watches the nodes at the addresses that they have now. */
  #follow(): void {
    this.#watch?.close();
    this.#watch = new ShardWatch(
      this.#places(),
      () => dataOptions(this.target, askMs),
      (event) => this.events.push(event),
    );
  }

  #places(): Endpoint[] {
    return this.nodes().map(({ at }) => at);
  }

  nodes(): readonly NodeSpec[] {
    return this.sandbox.nodes;
  }

  now(): number {
    return performance.now();
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => {});
  }

  async ask(node: NodeSpec, command: readonly string[]): Promise<RigReply> {
    const options = dataOptions(this.target, askMs);
    const [reply] = await askOnce(node.at, options, command).catch((error: unknown) => {
      throw new DrillFault(`no answer from ${node.name}: ${describeFailure(error)}`);
    });
    if (reply instanceof Error) throw reply;
    return replyOf(reply);
  }

  async inspect(): Promise<Inspection<ShardedSnapshot> | undefined> {
    const seen = await inspectShards(this.nodes());
    if (!seen) return undefined;
    const { snapshot } = seen;
    const facts = slotMasterFacts(snapshot, this.slot);
    return { ...seen, ...facts, isComplete: areJoined(snapshot, this.nodes()) };
  }

  async shards(master: NodeSpec): Promise<readonly ShardNodes[]> {
    const seen = await retry(this, patience, async () => {
      const look = await inspectShards(this.nodes(), askMs);
      if (!look || shardsOf(look.snapshot).length === 0)
        throw new DrillFault('no node reports the shards');
      return look;
    });
    const nodeAt = (at: Endpoint) =>
      this.nodes().filter((node) => formatEndpoint(node.at) === formatEndpoint(at));
    const shards = shardsOf(seen.snapshot).flatMap((shard) =>
      nodeAt(shard.master.at).map((node) => ({
        master: node,
        replicas: shard.replicas.flatMap(({ at }) => nodeAt(at)),
        slots: shard.master.slots,
      })),
    );
    return shards.toSorted((a, b) => Number(b.master === master) - Number(a.master === master));
  }

  async startClients(): Promise<void> {
    const master = await retry(this, patience, async () => {
      const look = await this.inspect();
      const at = look?.master && formatEndpoint(look.master);
      const found = this.nodes().find((node) => formatEndpoint(node.at) === at);
      if (!found) throw new DrillFault('there is no master');
      return found;
    });
    this.#clients = new ShardClients({
      target: this.target,
      prefix: 'drill:',
      nodes: () => this.#places(),
      watched: this.nodes().map((node) => this.#watched(node)),
      shards: await this.shards(master),
      control: this.sandbox.control,
    });
  }

  #watched({ name }: NodeSpec) {
    return { name, at: () => this.nodes().find((node) => node.name === name)?.at };
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

  async missing(node: NodeSpec, key: string, numbers: readonly number[]) {
    return missingNumbers(node.at, this.target, key, numbers, { isReplica: true });
  }

  async scaleNodes(count: number): Promise<void> {
    const { shape } = this.sandbox;
    const before = this.nodes();
    const wanted = Array.from({ length: count - before.length }, (_, index) =>
      planNode(shape, 'cluster', before.length + 1 + index),
    );
    // New containers have the variables of the entry; a cluster that exists does not count its nodes.
    const roster = rosterOf([...before, ...wanted], shape);
    const added = wanted.map((node) => placedNode(node, roster, shape));
    for (const node of added) {
      this.sandbox.nodes = [...this.nodes(), node];
      this.#watch?.add(node.at);
      this.#clients?.watch(this.#watched(node));
    }
    await Promise.all(added.map(async (node) => this.runtime.start(node)));
    await retry(this, { withinMs: 60_000, pauseMs: 300 }, async () => {
      // The clients share this process: a node counts as silent only after a while.
      const look = await inspectShards(this.nodes(), askMs);
      if (!look || !areJoined(look.snapshot, this.nodes()))
        throw new DrillFault('the new nodes do not join');
    });
  }

  async coldStarts(times: number): Promise<readonly string[]> {
    return shardStarts(this.sandbox, times, this.signal);
  }

  async close(): Promise<void> {
    this.#watch?.close();
    await this.#clients?.stop();
    await this.sandbox.destroy();
  }
}
