import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { knownSentinels, namedMaster } from './majority.ts';
import type { DataView, Silent, Snapshot } from './cluster-snapshot.ts';

interface Branch {
  readonly label: string;
  readonly below: readonly Branch[];
}

function drawBranches(branches: readonly Branch[], indent: string): string[] {
  return branches.flatMap(({ label, below }, index) => {
    const isLast = index === branches.length - 1;
    return [
      `${indent}${isLast ? '└─' : '├─'} ${label}`,
      ...drawBranches(below, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
}

function replicaWords(replica: DataView, master: DataView): string {
  if (replica.isLoading) return 'loads its data';
  if (replica.isLinkUp !== true) return 'link down';
  const behind = master.offset - replica.offset;
  return behind <= 0 ? 'in step' : `${behind} bytes behind`;
}

/** A node with all that follow it; `seen` keeps a ring of replicas from being drawn for ever. */
function nodeBranch(snapshot: Snapshot, node: DataView, words: string, seen: Set<string>): Branch {
  const key = formatEndpoint(node.at);
  seen.add(key);
  const below = snapshot.dataNodes
    .filter(
      ({ at, role, masterAt }) =>
        role === 'replica' && sameEndpoint(masterAt, node.at) && !seen.has(formatEndpoint(at)),
    )
    .map((each) => nodeBranch(snapshot, each, replicaWords(each, node), seen));
  return { label: `${key}  ${node.role}${words === '' ? '' : `, ${words}`}`, below };
}

const silentBranches = (nodes: readonly Silent[], what: string): Branch[] =>
  nodes.map(({ at, words }) => ({ label: `${formatEndpoint(at)}  ${what}: ${words}`, below: [] }));

/** Who follows whom and who watches, as a tree in a terminal; no line is longer than its node's words. */
export function drawTopology(snapshot: Snapshot): string {
  const named = namedMaster(snapshot);
  const seen = new Set<string>();
  const roots = snapshot.dataNodes
    .filter(({ role }) => role === 'master')
    .map((node) =>
      nodeBranch(snapshot, node, sameEndpoint(node.at, named) ? '' : 'not the one named', seen),
    );
  const strays = snapshot.dataNodes
    .filter(({ at }) => !seen.has(formatEndpoint(at)))
    .map((node) =>
      nodeBranch(
        snapshot,
        node,
        node.masterAt ? `follows ${formatEndpoint(node.masterAt)}` : '',
        seen,
      ),
    );
  const watchers = snapshot.sentinels.map(({ at, masterAt }): Branch => ({
    label: `${formatEndpoint(at)}  sentinel${sameEndpoint(masterAt, named) ? '' : `, names ${formatEndpoint(masterAt)}`}`,
    below: [],
  }));
  const [first] = snapshot.sentinels;
  const total = Math.max(knownSentinels(snapshot.sentinels), snapshot.sentinels.length);
  return [
    snapshot.masterName,
    ...drawBranches(
      [...roots, ...strays, ...silentBranches(snapshot.silentDataNodes, 'data node')],
      '',
    ),
    `watched by ${snapshot.sentinels.length} of ${total} sentinels, quorum ${first?.quorum ?? 0}`,
    ...drawBranches([...watchers, ...silentBranches(snapshot.silentSentinels, 'sentinel')], ''),
  ].join('\n');
}
