import type { ClientRecord } from '../../../cluster/drills/client-record.ts';
import type { ShardNodes } from '../../../cluster/drills/rig.ts';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import { tagIn } from '../../../cluster/sharded/slot-of-key.ts';
import { closeClusterClient, clusterClient } from '../../../redis/cluster-client.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import { quietIoredis } from '../../../redis/quiet-ioredis.ts';
import { SlotLink } from './slot-link.ts';
import { stickyStrategy } from './writer-strategies.ts';
import { Writer, type WriteStrategy } from './writer.ts';
import { WriteWatch, type Watched } from './write-watch.ts';

/** What the clients of a Redis Cluster are given. */
export interface ShardClientsOptions {
  readonly target: LiveTarget;
  /** Prefix of every key. */
  readonly prefix: string;
  /** Its nodes now: their addresses change when it moves. */
  readonly nodes: () => readonly Endpoint[];
  readonly watched: readonly Watched[];
  /** The shards; the probe and the sticky writer write to the first one. */
  readonly shards: readonly ShardNodes[];
  /** A server beside the cluster that shows the noise of the machine. */
  readonly control: Endpoint;
}

/** Finds the master of its slot by itself, and again after any error. Measures the true gap. */
function slotStrategy({ target, nodes }: ShardClientsOptions): WriteStrategy {
  const link = new SlotLink(target, nodes);
  const { writeMs } = target.timeouts;
  return {
    write: async (key, number) => link.call(writeMs, ['SADD', key, String(number)]),
    close: () => link.close(),
  };
}

/** ioredis as a client of a Redis Cluster, connected again when the nodes have other addresses. */
function clusterStrategy({ target, nodes }: ShardClientsOptions): WriteStrategy {
  quietIoredis();
  let client: ReturnType<typeof clusterClient> | undefined;
  let connectedTo = '';
  return {
    async write(key, number) {
      const wanted = JSON.stringify(nodes());
      if (!client || wanted !== connectedTo) {
        if (client) closeClusterClient(client);
        client = clusterClient(nodes(), target.password);
        connectedTo = wanted;
      }
      await client.sadd(key, number);
    },
    close: () => {
      if (client) closeClusterClient(client);
    },
  };
}

/** Prefix whose keys are in a shard. */
const prefixIn = (prefix: string, { slots = [] }: ShardNodes) =>
  `${prefix}${tagIn(slots) ?? '{}'}:`;

/** All clients of a drill on a Redis Cluster: writers, and the watch for two masters of a slot. */
export class ShardClients {
  readonly #writers: readonly Writer[];
  readonly #control: Writer;
  readonly #watch: WriteWatch;
  #stickyAt: Endpoint | undefined;

  constructor(options: ShardClientsOptions) {
    const { target, prefix, watched, shards, control } = options;
    const [first, ...others] = shards;
    const own = first ? prefixIn(prefix, first) : prefix;
    const bare = { ...target, password: undefined };
    this.#writers = [
      new Writer('probe', own, slotStrategy(options)),
      new Writer('ioredis', own, clusterStrategy(options)),
      new Writer(
        'sticky',
        own,
        stickyStrategy(target, () => this.#stickyAt),
      ),
      ...others.map(
        (shard, index) =>
          new Writer(`shard-${index + 2}`, prefixIn(prefix, shard), slotStrategy(options)),
      ),
    ];
    this.#control = new Writer(
      'control',
      prefix,
      stickyStrategy(bare, () => control),
    );
    this.#watch = new WriteWatch(target, `${own}took`, watched, { isSharded: true });
  }

  /** Sets the node that the writer without redirections uses. */
  stickTo(at: Endpoint): void {
    this.#stickyAt = at;
  }

  /** Watches one more node. */
  watch(node: Watched): void {
    this.#watch.add(node);
  }

  /** The results so far; the lists keep growing. */
  get record(): ClientRecord {
    return {
      writers: this.#writers.map(({ record }) => record),
      control: this.#control.record.acks,
      acceptedWrites: this.#watch.acceptedWrites,
      masterClaims: this.#watch.masterClaims,
      staleReads: [],
      reads: 0,
    };
  }

  async stop(): Promise<void> {
    await Promise.all(
      [...this.#writers, this.#control, this.#watch].map(async (client) => client.stop()),
    );
  }
}
