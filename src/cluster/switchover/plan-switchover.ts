import { listWords } from '../../diagnostics/list-words.ts';
import { formatEndpoint, sameEndpoint, type Endpoint } from '../endpoint.ts';
import { knownSentinels, majorityOf, namedMaster, namedMasterView } from '../status/majority.ts';
import type { DataView, SentinelView, ClusterSnapshot } from '../status/cluster-snapshot.ts';

/** A sentinel to notify of the new master. The notification looks like one of a peer, undefined if it
 * knows none. */
export interface NotifiedSentinel {
  readonly at: Endpoint;
  readonly peer: { readonly at: Endpoint; readonly id: string } | undefined;
}

/** What a switchover will do. */
export interface SwitchoverPlan {
  readonly masterName: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Whether the caller named `to`: no other replica will do. */
  readonly isWanted: boolean;
  /** Replicas to reconfigure, without the new master. */
  readonly others: readonly Endpoint[];
  readonly sentinels: readonly NotifiedSentinel[];
  /** Higher than the epoch of every sentinel. */
  readonly epoch: number;
  /**
   * `coordinated`: by the server (Valkey 9); `fast`: this program reconfigures every node; `failover`:
   * by SENTINEL FAILOVER with writes held, about a second.
   */
  readonly way: 'coordinated' | 'fast' | 'failover';
  /** Why the fast way is not possible; empty if it is. */
  readonly reason: string;
}

/** A plan, or why a switchover is refused. */
export type Planned =
  | { readonly plan: SwitchoverPlan }
  | { readonly refused: string; readonly hint: string };

const isPromotable = ({ role, isLinkUp, priority = 100, isLoading }: DataView) =>
  role === 'replica' && isLinkUp === true && priority > 0 && !isLoading;

/** A switchover is refused while sentinels disagree, lack a quorum, or run a failover. */
function refusal(snapshot: ClusterSnapshot): { refused: string; hint: string } | undefined {
  const { sentinels } = snapshot;
  const named = new Set(sentinels.map(({ masterAt }) => formatEndpoint(masterAt)));
  if (named.size > 1) {
    return {
      refused: `the sentinels disagree: they report ${[...named].join(' and ')}`,
      hint: 'wait until they agree; run cluster status',
    };
  }
  const busy = sentinels.find(
    ({ failoverState, masterFlags }) =>
      failoverState !== 'none' || masterFlags.includes('failover_in_progress'),
  );
  if (busy) {
    return {
      refused: `a failover is in progress at ${formatEndpoint(busy.at)}`,
      hint: 'wait until it has ended; run cluster status',
    };
  }
  const noQuorum = sentinels.find(({ isQuorumOk }) => !isQuorumOk);
  if (noQuorum) {
    return {
      refused: `CKQUORUM at ${formatEndpoint(noQuorum.at)} replies: ${noQuorum.quorumReply}`,
      hint: 'start the missing sentinels: without them, a failover back is impossible if the new master fails',
    };
  }
  const known = knownSentinels(sentinels);
  if (sentinels.length < majorityOf(known)) {
    return {
      refused: `only ${sentinels.length} of ${known} sentinels answer`,
      hint: 'a majority must be notified; start the others, or run this where they are reachable',
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
      refused: `no replica of ${formatEndpoint(master.at)} can take over`,
      hint: 'a replica needs an active link and a priority above 0; run cluster status',
    };
  }
  const to = candidates.find(({ at }) => sameEndpoint(at, wanted));
  if (to) return { to };
  const names = candidates.map(({ at }) => formatEndpoint(at)).join(', ');
  const isMaster = sameEndpoint(wanted, master.at);
  return {
    refused: `${formatEndpoint(wanted)} ${isMaster ? 'is already the master' : 'is not a replica that can take over'}`,
    hint: names === '' ? 'none can; run cluster status' : `choose one of ${names}`,
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
        ? 'a sentinel knows no peer'
        : '';
  return { way: reason === '' ? 'fast' : 'failover', reason } as const;
}

/**
 * Replicas that Sentinel could promote in place of another one: it takes the lowest priority above 0, as it knows it
 * (sentinel.c sentinelSelectSlave).
 */
function rivalsOf({ sentinels }: ClusterSnapshot, to: Endpoint): string[] {
  const rivals = sentinels.flatMap(({ replicas }) => {
    const own = replicas.find(({ at }) => sameEndpoint(at, to))?.priority ?? 100;
    return replicas.filter(
      ({ at, priority = 100, flags }) =>
        !sameEndpoint(at, to) &&
        priority > 0 &&
        priority <= own &&
        !flags.some((flag) => ['s_down', 'o_down', 'disconnected'].includes(flag)),
    );
  });
  return [...new Set(rivals.map(({ at }) => formatEndpoint(at)))];
}

/** Refuses a way in which another replica than the wanted one can become master. */
function rivalry(snapshot: ClusterSnapshot, to: Endpoint, reason: string): Planned | undefined {
  const rivals = rivalsOf(snapshot, to);
  if (rivals.length === 0) return undefined;
  return {
    refused: `${reason}, so that Sentinel chooses the next master: it can choose ${listWords(rivals, 'or')}`,
    hint: `start the missing sentinels, or leave out --to; or give ${formatEndpoint(to)} a replica-priority below that of the others`,
  };
}

/** Plans a switchover to `wanted`, by default to the best replica; or explains why it is refused. */
export function planSwitchover(snapshot: ClusterSnapshot, wanted?: Endpoint): Planned {
  const refused = refusal(snapshot);
  if (refused) return refused;
  const master = namedMasterView(snapshot);
  const at = namedMaster(snapshot);
  if (!at || master?.role !== 'master') {
    return {
      refused: `${at ? formatEndpoint(at) : 'the master'}, reported by the sentinels, does not answer as master`,
      hint: 'run cluster status; if it is down, the sentinels start a failover',
    };
  }
  const chosen = chooseTarget(snapshot, master, wanted);
  if ('refused' in chosen) return chosen;
  const { to } = chosen;
  const sentinels = snapshot.sentinels.map(notifiedSentinel);
  const way = wayOf(snapshot, sentinels, wanted !== undefined);
  const rival =
    wanted !== undefined && way.way === 'failover' && rivalry(snapshot, to.at, way.reason);
  if (rival) return rival;
  const epochs = snapshot.sentinels.flatMap((view) => [view.configEpoch, view.currentEpoch]);
  return {
    plan: {
      masterName: snapshot.masterName,
      from: master.at,
      to: to.at,
      isWanted: wanted !== undefined,
      others: snapshot.dataNodes
        .filter(({ role, at: own }) => role === 'replica' && !sameEndpoint(own, to.at))
        .map((node) => node.at),
      sentinels,
      epoch: Math.max(...epochs) + 1,
      ...way,
    },
  };
}

/**
 * A hello message as sentinels publish it, `ip,port,id,epoch,name,master ip,master port,config epoch`
 * (sentinel.c sentinelProcessHelloMessage): it announces the new master in the name of a peer.
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

/** The plan as text, one line per step. */
export function describePlan(plan: SwitchoverPlan): string[] {
  const from = formatEndpoint(plan.from);
  const to = formatEndpoint(plan.to);
  const ways = {
    coordinated: [
      `ask a sentinel for SENTINEL FAILOVER ${plan.masterName} COORDINATED: the server holds its writes and hands over`,
    ],
    fast: [
      `hold the writes on ${from} (CLIENT PAUSE WRITE, which has a timeout)`,
      `wait until ${to} has all its data`,
      `make ${to} the master (REPLICAOF NO ONE)`,
      `notify ${plan.sentinels.length} sentinels, with epoch ${plan.epoch}, and check that each reports ${to}`,
      `reconfigure ${from}${plan.others.map((at) => ` and ${formatEndpoint(at)}`).join('')} as replicas of it`,
      `disconnect the clients of ${from} and release writes`,
    ],
    failover: [
      `hold the writes on ${from} (CLIENT PAUSE WRITE, which has a timeout)`,
      `ask a sentinel for SENTINEL FAILOVER ${plan.masterName}, and wait until a replica is master`,
      `reconfigure ${from} as a replica of it, disconnect its clients and release writes`,
    ],
  };
  return ways[plan.way];
}
