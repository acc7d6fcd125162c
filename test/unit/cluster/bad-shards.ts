import type { ShardedSnapshot } from '../../../src/cluster/sharded/sharded-snapshot.ts';
import { at, config } from './healthy-snapshot.ts';
import {
  healthyShards,
  idOf,
  knownNode,
  knownNodes,
  shardNode,
  withNode,
  withNodes,
  withoutNodes,
} from './healthy-shards.ts';

/** A state of a Redis Cluster that a rule reports. */
export interface BadShards {
  readonly name: string;
  readonly snapshot: ShardedSnapshot;
  readonly rule: string;
  /** The node of each finding. @default one finding of the cluster as a whole */
  readonly nodes?: readonly string[];
}

const short = { ...knownNode(3), slots: [{ from: 10_923, to: 16_000 }] };

const seventh = { ...knownNode(3), id: idOf(7), at: at(7), slots: [], configEpoch: 7 };

/** A seventh node that was met, but is neither a replica nor has slots. */
const withSeventh = healthyShards({
  dataNodes: [
    ...[1, 2, 3, 4, 5, 6].map((last) => shardNode(last, { known: [...knownNodes(), seventh] })),
    shardNode(3, { id: idOf(7), at: at(7), known: [...knownNodes(), seventh] }),
  ],
});

export const badShards: readonly BadShards[] = [
  {
    name: 'slots without a master',
    snapshot: withNodes({ known: knownNodes({ 3: short }) }),
    rule: 'slots-covered',
  },
  {
    name: 'a shard that lost all its nodes',
    snapshot: withoutNodes([2, 5]),
    rule: 'slots-covered',
  },
  {
    name: 'an old master that still serves its slots',
    snapshot: withNode(4, {
      role: 'master',
      known: knownNodes({
        1: { slots: [] },
        4: { role: 'master', flags: ['master'], slots: [{ from: 0, to: 5460 }], configEpoch: 7 },
      }),
    }),
    rule: 'slots-once',
  },
  {
    name: 'one of three masters that answers',
    snapshot: withoutNodes([2, 3]),
    rule: 'majority-of-masters',
  },
  {
    name: 'a node that rejects commands',
    snapshot: withNode(6, { isClusterOk: false }),
    rule: 'commands-accepted',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'a master without the replicas that writes need',
    snapshot: withNode(2, { followers: [] }),
    rule: 'shards-accept-writes',
    nodes: ['10.0.0.2:6379'],
  },
  {
    name: 'a replica that is down',
    snapshot: withoutNodes([6]),
    rule: 'nodes-not-failed',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'a node that answers, but not to two others',
    snapshot: healthyShards({
      dataNodes: [1, 2, 3, 4, 5, 6].map((last) =>
        shardNode(
          last,
          last === 2 || last === 3
            ? { known: knownNodes({ 4: { flags: ['slave', 'fail?'] } }) }
            : {},
        ),
      ),
    }),
    rule: 'nodes-not-failed',
    nodes: ['10.0.0.4:6379'],
  },
  {
    name: 'a node with an older view',
    snapshot: withNode(5, {
      known: knownNodes({ 1: { slots: [{ from: 0, to: 99 }], configEpoch: 0 } }),
    }),
    rule: 'nodes-agree',
    nodes: ['10.0.0.5:6379'],
  },
  {
    name: 'a node with an older epoch',
    snapshot: withNode(5, { currentEpoch: 4 }),
    rule: 'nodes-agree',
    nodes: ['10.0.0.5:6379'],
  },
  {
    name: 'a node that the others do not know',
    snapshot: healthyShards({
      dataNodes: [
        ...[1, 2, 3, 4, 5].map((last) =>
          shardNode(last, { known: knownNodes().filter(({ id }) => id !== idOf(6)) }),
        ),
        shardNode(6),
      ],
    }),
    rule: 'nodes-known',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'a shard without a replica',
    snapshot: healthyShards({
      dataNodes: [1, 2, 3, 4, 5].map((last) =>
        shardNode(last, { known: knownNodes().filter(({ id }) => id !== idOf(6)) }),
      ),
    }),
    rule: 'shards-have-replicas',
    nodes: ['10.0.0.3:6379'],
  },
  {
    name: 'a replica whose link was down for too long',
    snapshot: withNode(4, { isLinkUp: false, linkDownS: 100 }),
    rule: 'shards-have-replicas',
    nodes: ['10.0.0.1:6379'],
  },
  {
    name: 'a replica without a link',
    snapshot: withNode(4, { isLinkUp: false, linkDownS: 7 }),
    rule: 'shard-replicas-linked',
    nodes: ['10.0.0.4:6379'],
  },
  {
    name: 'a replica that connects to an old address',
    snapshot: withNode(4, { isLinkUp: false, linkDownS: 7, masterAt: at(9) }),
    rule: 'shard-replicas-linked',
    nodes: ['10.0.0.4:6379'],
  },
  {
    name: 'a replica that gets no writes',
    snapshot: withNode(1, {
      followers: [{ at: at(4), state: 'send_bulk', offset: 0, lagS: 60 }],
    }),
    rule: 'shard-replicas-linked',
    nodes: ['10.0.0.4:6379'],
  },
  {
    name: 'a bus that is blocked',
    snapshot: withNode(4, { known: knownNodes({ 2: { isConnected: false } }) }),
    rule: 'bus-connected',
    nodes: ['10.0.0.4:6379'],
  },
  {
    name: 'too few replicas',
    snapshot: healthyShards({ expected: { masters: 3, replicas: 6 } }),
    rule: 'node-counts',
  },
  {
    name: 'a slot that is being moved',
    snapshot: withNode(1, { openSlots: [{ slot: 93, direction: 'migrating', peer: idOf(2) }] }),
    rule: 'no-open-slots',
    nodes: ['10.0.0.1:6379'],
  },
  {
    name: 'two masters with the same epoch',
    snapshot: withNodes({ known: knownNodes({ 2: { configEpoch: 1 } }) }),
    rule: 'epochs-unique',
  },
  {
    name: 'a master without slots',
    snapshot: withSeventh,
    rule: 'no-empty-masters',
    nodes: ['10.0.0.7:6379'],
  },
  {
    name: 'different node timeouts',
    snapshot: withNode(3, {
      sharding: { nodeTimeoutMs: 15_000, needsFullCoverage: true, validityFactor: 10 },
    }),
    rule: 'same-settings',
  },
  {
    name: 'a shard on one host',
    snapshot: withNode(4, { hostId: '10.0.0.1' }),
    rule: 'shards-spread',
    nodes: ['10.0.0.1:6379'],
  },
  {
    name: 'two masters on one host',
    snapshot: healthyShards({
      dataNodes: [1, 2, 3, 4, 5, 6].map((last) =>
        shardNode(last, last === 2 ? { hostId: '10.0.0.1' } : {}),
      ),
    }),
    rule: 'shards-spread',
  },
  {
    name: 'a node that refuses connections',
    snapshot: withoutNodes([6]),
    rule: 'nodes-answer',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'an address that is not reachable from here',
    snapshot: withoutNodes([6], { trouble: 'timeout', flag: '' }),
    rule: 'addresses-reachable',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'a node without a password',
    snapshot: withNode(6, { config: { ...config, hasPassword: false } }),
    rule: 'auth-set',
  },
  {
    name: 'mixed versions',
    snapshot: withNode(6, { version: '6.2.14' }),
    rule: 'one-version',
  },
  {
    name: 'a node without an append-only file',
    snapshot: withNode(6, { appendOnly: false }),
    rule: 'persistence-healthy',
    nodes: ['10.0.0.6:6379'],
  },
  {
    name: 'a full memory',
    snapshot: withNode(1, { memoryBytes: 512 * 1024 * 1024 }),
    rule: 'memory-bounded',
    nodes: ['10.0.0.1:6379'],
  },
];
