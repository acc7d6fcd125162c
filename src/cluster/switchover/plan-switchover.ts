import { formatEndpoint, sameEndpoint, type Endpoint } from '../endpoint.ts';
import { knownSentinels, majorityOf, namedMaster, namedMasterView } from '../status/majority.ts';
import type { DataView, SentinelView, ClusterSnapshot } from '../status/cluster-snapshot.ts';

/** A sentinel, and a peer of it in whose name it is told; undefined when it knows none. */
export interface NotifiedSentinel {
  readonly at: Endpoint;
  readonly peer: { readonly at: Endpoint; readonly id: string } | undefined;
}

/** What a switchover would do. */
export interface SwitchoverPlan {
  readonly masterName: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Replicas that are re-pointed, the new master left out. */
  readonly others: readonly Endpoint[];
  readonly sentinels: readonly NotifiedSentinel[];
  /** Newer than that of every sentinel. */
  readonly epoch: number;
  /**
   * `coordinated`: the server's own (Valkey 9); `fast`: everyone told here; `failover`: by
   * SENTINEL FAILOVER with the writes held, about a second.
   */
  readonly way: 'coordinated' | 'fast' | 'failover';
  /** Why not the fast way; empty when it is taken. */
  readonly reason: string;
}

/** A plan, or why there can be none. */
export type Planned =
  | { readonly plan: SwitchoverPlan }
  | { readonly refused: string; readonly hint: string };

const isPromotable = ({ role, isLinkUp, priority = 100, isLoading }: DataView) =>
  role === 'replica' && isLinkUp === true && priority > 0 && !isLoading;

/** Nobody may switch while sentinels disagree, cannot decide, or are at it themselves. */
function refusal(snapshot: ClusterSnapshot): { refused: string; hint: string } | undefined {
  const { sentinels } = snapshot;
  const named = new Set(sentinels.map(({ masterAt }) => formatEndpoint(masterAt)));
  if (named.size > 1) {
    return {
      refused: `the sentinels disagree: they name ${[...named].join(' and ')}`,
      hint: 'wait until they agree, see cluster status',
    };
  }
  const busy = sentinels.find(
    ({ failoverState, masterFlags }) =>
      failoverState !== 'none' || masterFlags.includes('failover_in_progress'),
  );
  if (busy) {
    return {
      refused: `a failover is under way at ${formatEndpoint(busy.at)}`,
      hint: 'wait until it has ended, see cluster status',
    };
  }
  const noQuorum = sentinels.find(({ isQuorumOk }) => !isQuorumOk);
  if (noQuorum) {
    return {
      refused: `${formatEndpoint(noQuorum.at)} answers CKQUORUM with: ${noQuorum.quorumReply}`,
      hint: 'start the sentinels that are missing: without them nothing could go back should the new master fail',
    };
  }
  const known = knownSentinels(sentinels);
  if (sentinels.length < majorityOf(known)) {
    return {
      refused: `only ${sentinels.length} of ${known} sentinels can be asked`,
      hint: 'a majority must be told; start the others, or run this where they are reached',
    };
  }
  return undefined;
}

function chooseTarget(
  snapshot: ClusterSnapshot,
  master: DataView,
  wanted: Endpoint | undefined,
): { to: DataView } | { refused: string; hint: string } {
  const candidates = snapshot.dataNodes
    .filter((node) => isPromotable(node) && sameEndpoint(node.masterAt, master.at))
    .sort((a, b) => (a.priority ?? 100) - (b.priority ?? 100) || b.offset - a.offset);
  if (wanted === undefined) {
    const [best] = candidates;
    if (best) return { to: best };
    return {
      refused: `no replica of ${formatEndpoint(master.at)} could take over`,
      hint: 'it needs its link up and a priority above 0; see cluster status',
    };
  }
  const to = candidates.find(({ at }) => sameEndpoint(at, wanted));
  if (to) return { to };
  const names = candidates.map(({ at }) => formatEndpoint(at)).join(', ');
  const isMaster = sameEndpoint(wanted, master.at);
  return {
    refused: `${formatEndpoint(wanted)} ${isMaster ? 'is the master already' : 'is no replica that could take over'}`,
    hint: names === '' ? 'none could; see cluster status' : `could: ${names}`,
  };
}

function notifiedSentinel(view: SentinelView): NotifiedSentinel {
  const peer = view.sentinels.find(
    ({ at, runId, flags }) =>
      at.port > 0 && /^[0-9a-f]{40}$/.test(runId) && !flags.includes('s_down'),
  );
  return { at: view.at, peer: peer && { at: peer.at, id: peer.runId } };
}

const isNewEnough = (version: string) => Number(version.split('.')[0]) >= 9 && version !== '9.1.0';

/** Valkey 9 has SENTINEL FAILOVER … COORDINATED; 9.1.0 crashes in it (valkey #4066). */
function isCoordinating({ version }: SentinelView, data: readonly DataView[]): boolean {
  return (
    isNewEnough(version) &&
    data.every((node) => node.server === 'valkey' && isNewEnough(node.version))
  );
}

function wayOf(snapshot: ClusterSnapshot, notified: readonly NotifiedSentinel[], hasWish: boolean) {
  const { sentinels, dataNodes, silentSentinels } = snapshot;
  if (!hasWish && sentinels.every((view) => isCoordinating(view, dataNodes)))
    return { way: 'coordinated', reason: '' } as const;
  const total = knownSentinels(sentinels);
  const reason =
    sentinels.length < total || silentSentinels.length > 0
      ? `only ${sentinels.length} of ${Math.max(total, sentinels.length + silentSentinels.length)} sentinels answer`
      : notified.some(({ peer }) => peer === undefined)
        ? 'a sentinel knows no peer in whose name it could be told'
        : '';
  return { way: reason === '' ? 'fast' : 'failover', reason } as const;
}

/** A snapshot and perhaps a wish → what to do, or why not. */
export function planSwitchover(snapshot: ClusterSnapshot, wanted?: Endpoint): Planned {
  const refused = refusal(snapshot);
  if (refused) return refused;
  const master = namedMasterView(snapshot);
  const at = namedMaster(snapshot);
  if (!at || master?.role !== 'master') {
    return {
      refused: `${at ? formatEndpoint(at) : 'the master'}, which the sentinels name, does not answer as master`,
      hint: 'see cluster status; the sentinels fail over by themselves when it is down',
    };
  }
  const chosen = chooseTarget(snapshot, master, wanted);
  if ('refused' in chosen) return chosen;
  const { to } = chosen;
  const sentinels = snapshot.sentinels.map(notifiedSentinel);
  const epochs = snapshot.sentinels.flatMap((view) => [view.configEpoch, view.currentEpoch]);
  return {
    plan: {
      masterName: snapshot.masterName,
      from: master.at,
      to: to.at,
      others: snapshot.dataNodes
        .filter(({ role, at: own }) => role === 'replica' && !sameEndpoint(own, to.at))
        .map((node) => node.at),
      sentinels,
      epoch: Math.max(...epochs) + 1,
      ...wayOf(snapshot, sentinels, wanted !== undefined),
    },
  };
}

/**
 * A message of the sentinels' own gossip, `ip,port,id,epoch,name,master ip,master port,config epoch`
 * (sentinel.c sentinelProcessHelloMessage): whom a peer would name as master.
 */
export function helloMessage(
  plan: SwitchoverPlan,
  peer: NonNullable<NotifiedSentinel['peer']>,
  epoch: number,
): string {
  const { to, masterName } = plan;
  return [peer.at.host, peer.at.port, peer.id, epoch, masterName, to.host, to.port, epoch].join(
    ',',
  );
}

/** The plan in words, a line a step. */
export function describePlan(plan: SwitchoverPlan): string[] {
  const from = formatEndpoint(plan.from);
  const to = formatEndpoint(plan.to);
  const ways = {
    coordinated: [
      `ask a sentinel for SENTINEL FAILOVER ${plan.masterName} COORDINATED: the server holds its writes and hands over by itself`,
    ],
    fast: [
      `hold the writes on ${from} (CLIENT PAUSE WRITE, which ends by itself)`,
      `wait until ${to} has every byte of it`,
      `make ${to} the master (REPLICAOF NO ONE)`,
      `tell ${plan.sentinels.length} sentinels so, with epoch ${plan.epoch}, and see that each names ${to}`,
      `have ${from}${plan.others.map((at) => ` and ${formatEndpoint(at)}`).join('')} follow it`,
      `send the clients of ${from} away and let writes go`,
    ],
    failover: [
      `hold the writes on ${from} (CLIENT PAUSE WRITE, which ends by itself)`,
      `ask a sentinel for SENTINEL FAILOVER ${plan.masterName}, and wait for a replica that is master`,
      `have ${from} follow it, send its clients away and let writes go`,
    ],
  };
  return ways[plan.way];
}
