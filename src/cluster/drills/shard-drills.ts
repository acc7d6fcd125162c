import type { Drill, Selector, Step } from './drill.ts';
import type { InvariantName } from './invariants.ts';
import { noGapMs, type Timings } from './timings.ts';

/**
 * A master counts as failed when a majority of the masters has no answer for the node timeout: they ask each other
 * only once a second and every half timeout. Then a replica waits up to 1 s and asks for votes.
 */
const failoverMs = ({ nodeTimeoutMs }: Timings) => 1.5 * nodeTimeoutMs + 2000;

/** Shards that the fault does not hit: a failover changes the configuration of all nodes; a replica's end changes nothing. */
const othersPauseMs = 2500;
const othersNoPauseMs = 300;

const kind = 'cluster';
const noLoss = { lost: 0, twoMastersMs: 0, convergedMs: 30_000 } as const;
const unchanged: readonly InvariantName[] = ['slots-kept', 'nodes-kept'];

/** These are killed, so writes are rejected, and are back after a step that would see a wrong promotion. */
const outage = (who: Selector, meanwhile: Step) => ({
  bounds: { ...noLoss, gapMs: 40_000, convergedMs: 40_000 },
  steps: [
    { kind: 'kill', who },
    { kind: 'until', what: 'refused', withinMs: 5000 },
    meanwhile,
    { kind: 'start', who },
    { kind: 'until', what: 'writes', withinMs: 30_000 },
  ] satisfies Step[],
});

const masterKilled = (timings: Timings): Drill => ({
  id: 39,
  kind,
  name: 'shard-master-killed',
  title: 'The master of a shard is killed, and comes back after the failover',
  invariants: ['other-master', 'one-writer', ...unchanged],
  bounds: {
    ...noLoss,
    gapMs: failoverMs(timings),
    othersGapMs: othersPauseMs,
    ioredisExtraMs: 1000,
  },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: failoverMs(timings) + 3000 },
    { kind: 'wait', ms: 500 },
    { kind: 'start', who: 'old-master' },
  ],
});

const replicaKilled = ({ nodeTimeoutMs }: Timings): Drill => ({
  id: 40,
  kind,
  name: 'shard-replica-killed',
  title: 'The replica of a shard is killed and comes back',
  invariants: ['no-failover', 'same-master', ...unchanged],
  bounds: { ...noLoss, gapMs: noGapMs, othersGapMs: othersNoPauseMs },
  steps: [
    { kind: 'kill', who: 'replica' },
    { kind: 'wait', ms: nodeTimeoutMs + 2000 },
    { kind: 'start', who: 'replica' },
  ],
});

const shardLost = ({ nodeTimeoutMs }: Timings): Drill => ({
  id: 41,
  kind,
  name: 'shard-lost',
  title: 'All nodes of a shard are killed: its slots are refused until they are back',
  invariants: ['one-writer', ...unchanged],
  ...outage('shard', { kind: 'wait', ms: 2 * nodeTimeoutMs }),
});

const majorityLost = ({ nodeTimeoutMs }: Timings): Drill => ({
  id: 42,
  kind,
  name: 'majority-of-masters-lost',
  title: 'Most masters are killed: no replica is promoted until a majority is back',
  invariants: ['one-writer', ...unchanged, 'steps-as-described'],
  ...outage('majority', { kind: 'watch-no-failover', ms: 2 * nodeTimeoutMs + 2000 }),
});

const shardsMoved = (): Drill => ({
  id: 43,
  kind,
  name: 'shards-moved',
  title: 'All nodes are killed, and all start again with new addresses',
  needs: 'namespace',
  invariants: ['one-writer', ...unchanged],
  bounds: { ...noLoss, convergedMs: 40_000 },
  steps: [
    { kind: 'kill', who: 'all' },
    { kind: 'move' },
    { kind: 'start', who: 'all' },
    { kind: 'until', what: 'writes', withinMs: 40_000 },
  ],
});

const nodeEmptied = (timings: Timings): Drill => ({
  id: 44,
  kind,
  name: 'shard-node-emptied',
  title: 'A master is killed and comes back at once with an empty disk',
  invariants: ['other-master', 'one-writer', 'slots-kept', 'node-replaced'],
  // The others reach a node at the old address, and find out by its answers that it is another one.
  bounds: {
    ...noLoss,
    gapMs: failoverMs(timings) + timings.nodeTimeoutMs,
    convergedMs: 120_000,
  },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'empty', who: 'old-master' },
    { kind: 'start', who: 'old-master' },
    { kind: 'until', what: 'writes', withinMs: failoverMs(timings) + timings.nodeTimeoutMs + 3000 },
  ],
});

const masterCutOff = (timings: Timings): Drill => ({
  id: 45,
  kind,
  name: 'shard-master-cut-off',
  title: 'The master of a shard is cut off from the others, with clients on its side',
  needs: 'namespace',
  invariants: ['other-master', ...unchanged],
  bounds: {
    gapMs: failoverMs(timings),
    othersGapMs: othersPauseMs,
    lost: 0,
    // Within the node timeout, a master cannot know that it is in the minority.
    // A master looks for its peers every half of the timeout, and half a second passes until it refuses.
    lostForMs: 1.5 * timings.nodeTimeoutMs + 500,
    convergedMs: 30_000,
    // It reads the slots again once a second; the master that is cut off keeps its connection.
    ioredisExtraMs: 2500,
  },
  steps: [
    { kind: 'cut', some: ['master'] },
    { kind: 'wait', ms: failoverMs(timings) + 4000 },
    { kind: 'heal' },
  ],
});

const shardsScaled = (): Drill => ({
  id: 46,
  kind,
  name: 'shards-scaled',
  title: 'Two nodes are added under load at the same moment, and become replicas',
  invariants: ['no-failover', 'same-master', 'slots-kept', 'joined-as-replicas'],
  bounds: {
    gapMs: noGapMs,
    othersGapMs: othersNoPauseMs,
    lost: 0,
    twoMastersMs: 0,
    convergedMs: 40_000,
  },
  steps: [{ kind: 'scale-nodes', nodes: 8 }],
});

const shardsRestarted = (): Drill => ({
  id: 47,
  kind,
  name: 'shards-restarted',
  title: 'Every node is stopped and started, one after the other; masters hand over first',
  invariants: ['one-writer', 'clean-stops', ...unchanged],
  bounds: { ...noLoss, gapMs: 1500 },
  steps: [{ kind: 'restart-each', who: 'data' }],
});

const shardStarts = (): Drill => ({
  id: 48,
  kind,
  name: 'shard-starts',
  title: 'New clusters start, all nodes at the same moment, 20 times',
  invariants: ['one-cluster'],
  bounds: { lost: 0, convergedMs: 15_000 },
  steps: [{ kind: 'cold-starts', times: 20 }],
});

/** The drills of a Redis Cluster. Nodes and selectors are those of the shard that the probe writes to. */
export const shardDrills: readonly ((timings: Timings) => Drill)[] = [
  masterKilled,
  replicaKilled,
  shardLost,
  majorityLost,
  shardsMoved,
  nodeEmptied,
  masterCutOff,
  shardsScaled,
  shardsRestarted,
  shardStarts,
];
