import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { knownSentinels, namedMaster } from './majority.ts';
import type { DataView, Silent, ClusterSnapshot } from './cluster-snapshot.ts';

/** A node of a tree: one line, and what follows it. */
export interface Branch {
  readonly label: string;
  readonly below: readonly Branch[];
}

/** Which node follows which, and which sentinels monitor them, as text. */
export interface Topology {
  readonly masterName: string;
  /** Masters with the replicas that follow them, then nodes that follow no known node or do not answer. */
  readonly dataNodes: readonly Branch[];
  /** `monitored by 3 of 3 sentinels, quorum 2` */
  readonly watchers: string;
  readonly sentinels: readonly Branch[];
}

function replicaState(replica: DataView, master: DataView): string {
  if (replica.isLoading) return 'loading its data';
  if (replica.isLinkUp !== true) return 'link down';
  const behind = master.offset - replica.offset;
  return behind <= 0 ? 'in sync' : `${behind} bytes behind`;
}

/** A node with all its replicas; `seen` ends a cycle of replicas. */
function nodeBranch(
  snapshot: ClusterSnapshot,
  node: DataView,
  state: string,
  seen: Set<string>,
): Branch {
  const key = formatEndpoint(node.at);
  seen.add(key);
  const below = snapshot.dataNodes
    .filter(
      ({ at, role, masterAt }) =>
        role === 'replica' && sameEndpoint(masterAt, node.at) && !seen.has(formatEndpoint(at)),
    )
    .map((each) => nodeBranch(snapshot, each, replicaState(each, node), seen));
  return { label: `${key}  ${node.role}${state === '' ? '' : `, ${state}`}`, below };
}

const silentBranches = (nodes: readonly Silent[], what: string): Branch[] =>
  nodes.map(({ at, reason }) => ({
    label: `${formatEndpoint(at)}  ${what}: ${reason}`,
    below: [],
  }));

/** Describes which node follows which. */
export function topologyOf(snapshot: ClusterSnapshot): Topology {
  const named = namedMaster(snapshot);
  const seen = new Set<string>();
  const roots = snapshot.dataNodes
    .filter(({ role }) => role === 'master')
    .map((node) =>
      nodeBranch(
        snapshot,
        node,
        sameEndpoint(node.at, named) ? '' : 'not the one that the sentinels report',
        seen,
      ),
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
    label: `${formatEndpoint(at)}  sentinel${sameEndpoint(masterAt, named) ? '' : `, reports ${formatEndpoint(masterAt)}`}`,
    below: [],
  }));
  const [first] = snapshot.sentinels;
  const total = Math.max(knownSentinels(snapshot.sentinels), snapshot.sentinels.length);
  return {
    masterName: snapshot.masterName,
    dataNodes: [...roots, ...strays, ...silentBranches(snapshot.silentDataNodes, 'data node')],
    watchers: `monitored by ${snapshot.sentinels.length} of ${total} sentinels, quorum ${first?.quorum ?? 0}`,
    sentinels: [...watchers, ...silentBranches(snapshot.silentSentinels, 'sentinel')],
  };
}
