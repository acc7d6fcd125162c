import type { Branch, Topology } from '../cluster/status/topology.ts';

function formatBranches(branches: readonly Branch[], indent: string): string[] {
  return branches.flatMap(({ label, below }, index) => {
    const isLast = index === branches.length - 1;
    return [
      `${indent}${isLast ? '└─' : '├─'} ${label}`,
      ...formatBranches(below, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
}

/** Which node follows which, and which sentinels watch them, as two trees. */
export function formatTopology({ masterName, dataNodes, watchers, sentinels }: Topology): string {
  return [
    masterName,
    ...formatBranches(dataNodes, ''),
    watchers,
    ...formatBranches(sentinels, ''),
  ].join('\n');
}
