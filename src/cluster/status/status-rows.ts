import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { namedMaster, namedMasterView } from './majority.ts';
import type { DataView, SentinelView, Silent, ClusterSnapshot } from './cluster-snapshot.ts';

const mebibyte = 1024 * 1024;

export function memoryOf({ memoryBytes, maxMemoryBytes }: DataView): string {
  const used = `${(memoryBytes / mebibyte).toFixed(1)} MiB`;
  return maxMemoryBytes > 0 ? `${used} of ${Math.round(maxMemoryBytes / mebibyte)}` : used;
}

function dataState(node: DataView, snapshot: ClusterSnapshot): string {
  const parts: string[] = [];
  if (node.role === 'master') {
    const votes = snapshot.sentinels.filter(({ masterAt }) => sameEndpoint(masterAt, node.at));
    parts.push(`reported by ${votes.length} of ${snapshot.sentinels.length}`);
    parts.push(`${node.followers.length} replicas`);
  } else {
    parts.push(node.isLinkUp === true ? 'linked' : 'link down');
    if (node.priority === 0) parts.push('never promoted');
    if (!sameEndpoint(node.masterAt, namedMaster(snapshot)) && node.masterAt)
      parts.push(`follows ${formatEndpoint(node.masterAt)}`);
  }
  if (node.isLoading) parts.push('loading');
  parts.push(node.appendOnly ? (node.appendOnlyOk ? 'aof' : 'aof failed') : 'no aof');
  return parts.join(', ');
}

function dataRow(node: DataView, snapshot: ClusterSnapshot): string[] {
  const master = namedMasterView(snapshot);
  const follower = master?.followers.find(({ at }) => sameEndpoint(at, node.at));
  const lag = node.role === 'master' ? '-' : follower ? `${follower.lagS} s` : '?';
  const { at, role } = node;
  return [formatEndpoint(at), role, lag, memoryOf(node), dataState(node, snapshot)];
}

function sentinelRow(view: SentinelView): string[] {
  const { at, configEpoch, isQuorumOk, isInTilt, failoverState, sentinels, replicas } = view;
  const state = [
    `epoch ${configEpoch}`,
    `${sentinels.length} peers, ${replicas.length} replicas`,
    isQuorumOk ? 'quorum ok' : 'NO QUORUM',
    ...(isInTilt ? ['in tilt'] : []),
    ...(failoverState === 'none' ? [] : [failoverState]),
  ].join(', ');
  return [formatEndpoint(at), 'sentinel', '-', '-', state];
}

const silentRow = ({ at, reason }: Silent, role: string) => [
  formatEndpoint(at),
  role,
  '-',
  '-',
  `no answer: ${reason}`,
];

/** One row per node (address, role, lag, memory, state): the master, replicas, then sentinels. */
export function statusRows(snapshot: ClusterSnapshot): string[][] {
  const ordered = [...snapshot.dataNodes].sort((a, b) =>
    a.role === b.role ? 0 : a.role === 'master' ? -1 : 1,
  );
  return [
    ...ordered.map((node) => dataRow(node, snapshot)),
    ...snapshot.silentDataNodes.map((silent) => silentRow(silent, 'data node')),
    ...snapshot.sentinels.map(sentinelRow),
    ...snapshot.silentSentinels.map((silent) => silentRow(silent, 'sentinel')),
  ];
}
