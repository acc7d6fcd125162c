import { agreedNodes, isServed, isUp, shardsOf } from '../sharded/shards.ts';
import type { ShardedSnapshot } from '../sharded/sharded-snapshot.ts';
import { masters } from '../status/majority.ts';
import type { ClusterSnapshot, SentinelView } from '../status/cluster-snapshot.ts';
import type { AnySnapshot, MasterFacts } from './rig.ts';

/** The master of a cluster with sentinels; of several, the one that the first sentinel reports. */
export function masterFacts(snapshot: ClusterSnapshot): MasterFacts {
  const [found, ...more] = masters(snapshot);
  const reported = snapshot.sentinels.map(({ masterAt }) => masterAt);
  return {
    master: found && more.length === 0 ? found.at : reported[0],
    reported,
    isInSync: new Set(snapshot.dataNodes.map(({ offset }) => offset)).size === 1,
  };
}

/** The master of a slot of a Redis Cluster. */
export function slotMasterFacts(snapshot: ShardedSnapshot, slot: number): MasterFacts {
  const shards = shardsOf(snapshot);
  const shard = shards.find(({ master }) =>
    master.slots.some(({ from, to }) => slot >= from && slot <= to),
  );
  const owners = snapshot.dataNodes.flatMap(
    ({ known }) =>
      known.find(({ slots }) => slots.some(({ from, to }) => slot >= from && slot <= to)) ?? [],
  );
  const byId = new Map(agreedNodes(snapshot).map((node) => [node.id, node]));
  return {
    master: shard && isServed(shard) ? shard.master.at : undefined,
    reported: owners.map(({ id, at }) => byId.get(id)?.at ?? at),
    isInSync: shards.every(({ master, replicas }) =>
      replicas
        .filter((node) => isUp(node))
        .every(({ view }) => view?.offset === master.view?.offset),
    ),
  };
}

/** The sentinels of a cluster; a Redis Cluster has none. */
export const sentinelsOf = (snapshot: AnySnapshot | undefined): readonly SentinelView[] =>
  snapshot && 'sentinels' in snapshot ? snapshot.sentinels : [];
