import { formatEndpoint, sameEndpoint, type Endpoint } from '../endpoint.ts';
import type {
  ClusterSnapshot,
  Contact,
  DataView,
  SentinelView,
  Silent,
  Trouble,
} from '../status/cluster-snapshot.ts';
import { dataNodeAt, knownSentinels, majorityOf, namedMaster } from '../status/majority.ts';

/** Troubles of the caller, not of the node: it runs, but does not let this program look. */
export const callersTroubles: ReadonlySet<Trouble> = new Set([
  'password-missing',
  'password-wrong',
  'forbidden',
  'tls',
  'protocol',
  'not-a-data-node',
  'not-in-cluster',
]);

/** An address that cannot be reached from here, or a name that is unknown here. */
export const unreachable: ReadonlySet<Trouble> = new Set(['timeout', 'unresolved']);

const isLost = (flags: readonly string[]) =>
  flags.some((flag) => flag === 's_down' || flag === 'o_down' || flag === 'disconnected');

/** How a sentinel sees a data node; undefined if it does not know it. */
export function contactWith(
  view: SentinelView,
  at: Endpoint,
): (Contact & { readonly flags: readonly string[] }) | undefined {
  if (sameEndpoint(view.masterAt, at)) return { ...view.masterContact, flags: view.masterFlags };
  return view.replicas.find((peer) => sameEndpoint(peer.at, at));
}

/** Whether a sentinel misses a node: no link, marked as down, or a ping without a reply for over a second. */
export function misses(view: SentinelView, at: Endpoint): boolean {
  const contact = contactWith(view, at);
  return contact !== undefined && (isLost(contact.flags) || contact.unansweredMs > 1000);
}

/** Whether a silent data node runs, as far as the sentinels see, so that the trouble is on the way to it. */
export function isHidden(snapshot: ClusterSnapshot, { at, trouble }: Silent): boolean {
  if (callersTroubles.has(trouble)) return true;
  if (!unreachable.has(trouble)) return false;
  const missing = snapshot.sentinels.filter((view) => misses(view, at)).length;
  return snapshot.sentinels.length > 0 && missing * 2 < snapshot.sentinels.length;
}

/** Why the master that the sentinels report did not answer; undefined if it did. */
export function silentMaster(snapshot: ClusterSnapshot): Silent | undefined {
  const named = namedMaster(snapshot);
  return snapshot.silentDataNodes.find(({ at }) => sameEndpoint(at, named));
}

/** The sentinels as voters. */
export interface Voters {
  readonly known: number;
  readonly answering: number;
  /** How many must agree for a failover. */
  readonly needed: number;
  readonly quorum: number;
}

export function votersOf({ sentinels, silentSentinels, expected }: ClusterSnapshot): Voters {
  const reached = sentinels.length + silentSentinels.length;
  const known = Math.max(knownSentinels(sentinels), expected.sentinels ?? 0, reached);
  const quorum = Math.max(1, ...sentinels.map((view) => view.quorum));
  return {
    known,
    answering: sentinels.filter(({ isInTilt }) => !isInTilt).length,
    needed: Math.max(majorityOf(known), quorum),
    quorum,
  };
}

/** The replicas of a cluster, by the master that the sentinels report. */
export interface Replicas {
  /** All that the sentinels list, and those that answered. */
  readonly known: readonly string[];
  /** Those that are down: no answer, and not only hidden from here. */
  readonly down: readonly Silent[];
  readonly hidden: readonly Silent[];
}

export function replicasOf(snapshot: ClusterSnapshot): Replicas {
  const named = namedMaster(snapshot);
  const others = <T extends { readonly at: Endpoint }>(nodes: readonly T[]) =>
    nodes.filter(({ at }) => !sameEndpoint(at, named));
  const silent = others(snapshot.silentDataNodes);
  const known = new Set([
    ...others(snapshot.dataNodes).map(({ at }) => formatEndpoint(at)),
    ...silent.map(({ at }) => formatEndpoint(at)),
  ]);
  return {
    known: [...known],
    down: silent.filter((one) => !isHidden(snapshot, one)),
    hidden: silent.filter((one) => isHidden(snapshot, one)),
  };
}

/** The node that the sentinels report as master, if it answers as one. */
export function workingMaster(snapshot: ClusterSnapshot): DataView | undefined {
  const named = namedMaster(snapshot);
  const view = named && dataNodeAt(snapshot, named);
  return view?.role === 'master' ? view : undefined;
}
