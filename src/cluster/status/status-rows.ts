import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { namedMaster, namedMasterView } from './majority.ts';
import type { DataView, SentinelView, Silent, Snapshot } from './cluster-snapshot.ts';

/** The columns of the status table; the last one is wrapped where the terminal is narrow. */
export const statusHeader = ['address', 'role', 'lag', 'memory', 'state'] as const;

const mebibyte = 1024 * 1024;

function memoryOf({ memoryBytes, maxMemoryBytes }: DataView): string {
  const used = `${(memoryBytes / mebibyte).toFixed(1)} MiB`;
  return maxMemoryBytes > 0 ? `${used} of ${Math.round(maxMemoryBytes / mebibyte)}` : used;
}

function dataState(node: DataView, snapshot: Snapshot): string {
  const words: string[] = [];
  if (node.role === 'master') {
    const votes = snapshot.sentinels.filter(({ masterAt }) => sameEndpoint(masterAt, node.at));
    words.push(`named by ${votes.length} of ${snapshot.sentinels.length}`);
    words.push(`${node.followers.length} following`);
  } else {
    words.push(node.isLinkUp === true ? 'linked' : 'link down');
    if (node.priority === 0) words.push('never promoted');
    if (!sameEndpoint(node.masterAt, namedMaster(snapshot)) && node.masterAt)
      words.push(`follows ${formatEndpoint(node.masterAt)}`);
  }
  if (node.isLoading) words.push('loading');
  words.push(node.appendOnly ? (node.appendOnlyOk ? 'aof' : 'aof failed') : 'no aof');
  return words.join(', ');
}

function dataRow(node: DataView, snapshot: Snapshot): string[] {
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
    `${sentinels.length} fellows, ${replicas.length} replicas`,
    isQuorumOk ? 'quorum ok' : 'NO QUORUM',
    ...(isInTilt ? ['in tilt'] : []),
    ...(failoverState === 'none' ? [] : [failoverState]),
  ].join(', ');
  return [formatEndpoint(at), 'sentinel', '-', '-', state];
}

const silentRow = ({ at, words }: Silent, role: string) => [
  formatEndpoint(at),
  role,
  '-',
  '-',
  `silent: ${words}`,
];

/** One row a node: the master, replicas, then sentinels. */
export function statusRows(snapshot: Snapshot): string[][] {
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
