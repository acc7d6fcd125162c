import { formatEndpoint } from '../endpoint.ts';
import type { Explains } from '../diagnosis/find-causes.ts';
import type { StatusFinding } from '../rules/status-rule.ts';
import { agreedNodes, nodeName, shardsOf } from './shards.ts';
import type { ShardedSnapshot } from './sharded-snapshot.ts';

/** Who belongs to whom, by addresses. */
interface Places {
  readonly masters: ReadonlySet<string>;
  /** The master of each replica. */
  readonly masterOf: ReadonlyMap<string, string>;
}

type Test = (effect: StatusFinding, cause: StatusFinding, places: Places) => boolean;

/** Which findings follow from a finding of some rules. The most important cause first. */
interface Consequence {
  readonly of: readonly string[];
  readonly effects: Readonly<Record<string, Test>>;
}

const always: Test = () => true;
const isSame: Test = ({ node }, cause) => node === cause.node;
const names: Test = ({ is }, { node = '?' }) => is.includes(node);
const isMaster: Test = (_effect, { node = '' }, { masters }) => masters.has(node);
const ofItsShard: Test = ({ node = '' }, cause, { masterOf }) =>
  node === cause.node || masterOf.get(cause.node ?? '') === node;

const silences = ['nodes-answer', 'addresses-reachable'];

const consequences: readonly Consequence[] = [
  {
    of: silences,
    effects: {
      'slots-covered': names,
      'nodes-not-failed': isSame,
      'shards-have-replicas': ofItsShard,
      'shards-accept-writes': ofItsShard,
      'shard-replicas-linked': names,
      'majority-of-masters': isMaster,
      'commands-accepted': isMaster,
      'node-counts': always,
      'nodes-agree': isMaster,
    },
  },
  { of: ['slots-covered', 'majority-of-masters'], effects: { 'commands-accepted': always } },
  {
    of: ['bus-connected'],
    effects: {
      'nodes-not-failed': always,
      'nodes-agree': always,
      'slots-once': always,
      'commands-accepted': always,
      'majority-of-masters': always,
      'slots-covered': always,
    },
  },
  {
    of: ['nodes-not-failed'],
    effects: { 'nodes-agree': always, 'slots-covered': names, 'shards-have-replicas': ofItsShard },
  },
  {
    of: ['shard-replicas-linked'],
    effects: { 'shards-have-replicas': ofItsShard, 'shards-accept-writes': ofItsShard },
  },
  {
    of: ['nodes-known'],
    effects: { 'no-empty-masters': isSame, 'nodes-agree': always, 'node-counts': always },
  },
  { of: ['shards-have-replicas'], effects: { 'shards-accept-writes': isSame } },
];

function placesOf(snapshot: ShardedSnapshot): Places {
  const byId = new Map(agreedNodes(snapshot).map((node) => [node.id, node]));
  const nameOf = (id = '') => {
    const node = byId.get(id);
    return node ? nodeName(node) : '';
  };
  return {
    masters: new Set(shardsOf(snapshot).map(({ master }) => formatEndpoint(master.at))),
    masterOf: new Map(
      [...byId.values()].flatMap((node): [string, string][] =>
        node.masterId === undefined ? [] : [[nodeName(node), nameOf(node.masterId)]],
      ),
    ),
  };
}

/** How strongly a finding of this snapshot explains another one. */
export function shardedFollows(snapshot: ShardedSnapshot): Explains {
  const places = placesOf(snapshot);
  return (cause, effect) =>
    1 +
    consequences.findIndex(
      ({ of, effects }) =>
        of.includes(cause.rule) && effects[effect.rule]?.(effect, cause, places) === true,
    );
}
