import type { ClusterSnapshot, DataView } from './cluster-snapshot.ts';

/**
 * How long the link of a replica can be down so that Sentinel promotes it, in ms: ten times down-after, and
 * as long as the master is marked as down (sentinelSelectSlave in sentinel.c).
 */
export function longestLinkDownMs({ sentinels }: ClusterSnapshot): number {
  const limits = sentinels.map(
    ({ downAfterMs, masterContact }) => masterContact.downMs + 10 * downAfterMs,
  );
  return Math.max(0, ...limits);
}

/** Whether Sentinel would promote this node if the master failed now. */
export function isPromotable(snapshot: ClusterSnapshot, node: DataView): boolean {
  const { role, priority = 100, isLinkUp, isLoading, linkDownS = 0 } = node;
  if (role !== 'replica' || priority === 0 || isLoading) return false;
  return isLinkUp === true || linkDownS * 1000 <= longestLinkDownMs(snapshot);
}
