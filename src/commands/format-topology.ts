import type { ShardTree } from '../cluster/sharded/sharded-rows.ts';
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

/** Which node follows which, and which sentinels watch them, as two trees; the shards of a Redis Cluster as one. */
export function formatTopology(topology: Topology | ShardTree): string {
  if ('shards' in topology)
    return [topology.title, ...formatBranches(topology.shards, '')].join('\n');
  const { masterName, dataNodes, watchers, sentinels } = topology;
  return [
    masterName,
    ...formatBranches(dataNodes, ''),
    watchers,
    ...formatBranches(sentinels, ''),
  ].join('\n');
}
