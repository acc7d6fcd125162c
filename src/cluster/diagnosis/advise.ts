import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import type { ClusterSnapshot, DataView } from '../status/cluster-snapshot.ts';
import { masters, namedMaster } from '../status/majority.ts';
import type { Cause, ClusterState } from './diagnosis.ts';
import { isHidden } from './node-facts.ts';

/** Rules whose findings a failover resolves by itself. */
const transient = new Set([
  'one-master',
  'named-master-is-master',
  'no-failover-under-way',
  'sentinels-agree',
  'replicas-follow-master',
  'replicas-linked',
  'replica-lag-bounded',
  'min-replicas-met',
  'replica-promotable',
]);

const silences = new Set(['nodes-answer', 'addresses-reachable']);

const afterwards =
  'nothing to do now: the sentinels promote a replica; then find out from the log of this node why it ended, and start it again: it joins as a replica';
/** Sentinels make a replica of a second master that they know, within their publish period times four. */
const demoted =
  'nothing to do now: the sentinels make the other one a replica within 10 s, which discards what it accepted; act only if it is still a master after that: send it REPLICAOF with the address that the sentinels report';
const alone = 'nothing to do now: the failover that is in progress resolves it';

/** Whether each master but the reported one is a replica for a majority of the sentinels. */
function areKnown(snapshot: ClusterSnapshot): boolean {
  const { sentinels } = snapshot;
  const named = namedMaster(snapshot);
  const found = masters(snapshot);
  const others = found.filter(({ at }) => !sameEndpoint(at, named));
  const isListed = ({ at }: DataView) =>
    sentinels.filter(({ replicas }) => replicas.some((peer) => sameEndpoint(peer.at, at))).length *
      2 >
    sentinels.length;
  return found.length > others.length && others.length > 0 && others.every(isListed);
}

/** More important causes first: what keeps from looking, the master, other errors, warnings. */
function weight(snapshot: ClusterSnapshot, { rule, severity, nodes }: Cause): number {
  if (severity === 'warning') return 4;
  if (!silences.has(rule)) return 3;
  const hidden = snapshot.silentDataNodes.filter((one) => isHidden(snapshot, one));
  if (hidden.some(({ at }) => nodes.includes(formatEndpoint(at)))) return 0;
  const named = namedMaster(snapshot);
  return named && nodes.includes(formatEndpoint(named)) ? 1 : 2;
}

/** Orders causes, and replaces advice that the cluster is about to carry out by itself. */
export function advise(
  snapshot: ClusterSnapshot,
  state: ClusterState,
  causes: readonly Cause[],
): Cause[] {
  const named = namedMaster(snapshot);
  const isOfMaster = ({ nodes }: Cause) =>
    named !== undefined && nodes.includes(formatEndpoint(named));
  return causes
    .map((cause): Cause => {
      if (cause.rule === 'one-master' && areKnown(snapshot)) return { ...cause, fix: demoted };
      if (state !== 'failing-over') return cause;
      if (silences.has(cause.rule) && isOfMaster(cause)) return { ...cause, fix: afterwards };
      return transient.has(cause.rule) ? { ...cause, fix: alone } : cause;
    })
    .sort((a, b) => weight(snapshot, a) - weight(snapshot, b));
}
