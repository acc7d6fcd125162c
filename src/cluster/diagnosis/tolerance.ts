import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import { isPromotable } from '../status/promotable.ts';
import { replicasOf, votersOf, workingMaster } from './node-facts.ts';

/** What a cluster that accepts writes no longer tolerates; empty if it tolerates the loss of any one node. */
export function lostTolerance(snapshot: ClusterSnapshot): string[] {
  const lost: string[] = [];
  const master = workingMaster(snapshot);
  const { known, answering, needed } = votersOf(snapshot);
  const able = snapshot.dataNodes.filter((node) => isPromotable(snapshot, node));
  const hidden = replicasOf(snapshot).hidden.length;
  const linked = able.filter(({ isLinkUp }) => isLinkUp === true).length + hidden;
  const needs = master?.config?.minReplicas ?? 0;
  if (able.length + hidden === 0) lost.push('if the master fails, no replica can take over');
  else if (linked - 1 < needs) lost.push('another failure of a data node stops writes');
  if (answering < needed) lost.push('if the master fails, there is no failover');
  else if (answering === needed && known > needed)
    lost.push('after the failure of another sentinel, there is no failover');
  return lost;
}
