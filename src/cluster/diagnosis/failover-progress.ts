import { formatEndpoint, sameEndpoint, type Endpoint } from '../endpoint.ts';
import { counted } from '../../diagnostics/counted.ts';
import type { ClusterSnapshot, SentinelView } from '../status/cluster-snapshot.ts';
import { masters, namedMaster } from '../status/majority.ts';
import { isPromotable } from '../status/promotable.ts';
import { durationText } from '../../diagnostics/duration.ts';
import { misses, silentMaster, votersOf } from './node-facts.ts';

/** From the agreement that the master is down to the first write on the next one, in ms; measured. */
const electionMs = 400;
/** From the choice of a replica to its first write, in ms. */
const promotionMs = 200;

/** How often a sentinel sends a ping, in ms. */
const pingMs = 1000;

/** How far the replacement of a master is. Times in milliseconds. */
export type FailoverProgress =
  | {
      readonly kind: 'under-way';
      /** Since the last reply of the old master to any sentinel: an upper bound of how long it is dead. */
      readonly deadMs: number;
      readonly text: string;
      /** Until a replica is master. */
      readonly expectedMs: number;
      /** What the next master lacks to accept writes; empty if nothing. */
      readonly afterwards: string;
    }
  | { readonly kind: 'impossible'; readonly reason: string; readonly deadMs: number };

function isDown({ masterFlags }: SentinelView): boolean {
  return masterFlags.some((flag) => /^[so]_down$/.test(flag));
}

/** Until this sentinel marks the master as down, in ms. */
function remainingMs(view: SentinelView): number {
  if (isDown(view)) return 0;
  const { lastReplyMs, unansweredMs } = view.masterContact;
  // Sentinel counts from its oldest unanswered ping, without a link from the last reply. While there is
  // neither, its next ping starts the count.
  const isCut = view.masterFlags.includes('disconnected');
  const silentMs = unansweredMs > 0 ? unansweredMs : isCut ? lastReplyMs : lastReplyMs - pingMs;
  return Math.max(0, view.downAfterMs - silentMs);
}

/** Until a quorum agrees, the leader is elected, and a replica is promoted. */
function expectedMs({ sentinels }: ClusterSnapshot, quorum: number): number {
  const states = sentinels.map(({ failoverState }) => failoverState);
  if (states.some((state) => /noone|promotion|reconf|update/.test(state))) return promotionMs;
  if (states.some((state) => state !== 'none')) return electionMs;
  const remaining = sentinels.map(remainingMs).sort((a, b) => a - b);
  return (remaining[quorum - 1] ?? remaining.at(-1) ?? 0) + electionMs;
}

/** Why the sentinels cannot replace the master; undefined if they can. */
function obstacle(snapshot: ClusterSnapshot): string | undefined {
  const { known, answering, needed, quorum } = votersOf(snapshot);
  if (quorum > known)
    return `the quorum of ${quorum} is more than the ${counted(known, 'sentinel')}`;
  if (answering < needed)
    return `${answering} of ${counted(known, 'sentinel')} ${answering === 1 ? 'is' : 'are'} too few to elect another one`;
  const replicas = snapshot.dataNodes.filter(({ role }) => role === 'replica');
  if (replicas.length === 0) return 'no replica answers that could take over';
  if (replicas.some((node) => isPromotable(snapshot, node))) return undefined;
  return `none of the ${counted(replicas.length, 'replica')} that answer can be promoted`;
}

function agreement({ sentinels }: ClusterSnapshot, at: Endpoint, quorum: number): string {
  const agree = sentinels.filter(isDown).length;
  const missing = sentinels.filter((view) => misses(view, at)).length;
  const total = counted(sentinels.length, 'sentinel');
  return agree >= quorum ? `${agree} of ${total} agree` : `${missing} of ${total} miss it`;
}

/** A node that is master already, but that the sentinels do not report yet. */
function promoted(snapshot: ClusterSnapshot, named: Endpoint): Endpoint | undefined {
  return masters(snapshot).find(({ at }) => !sameEndpoint(at, named))?.at;
}

/** What the next master lacks to accept writes: replicas of its own. */
function afterwards({ dataNodes }: ClusterSnapshot): string {
  const replicas = dataNodes.filter(({ role }) => role === 'replica');
  const needed = Math.max(0, ...replicas.map(({ config }) => config?.minReplicas ?? 0));
  const left = replicas.length - 1;
  if (left >= needed) return '';
  return `the next master rejects writes until ${counted(needed, 'replica')} ${needed === 1 ? 'follows' : 'follow'} it; now ${left} can`;
}

/** After this time, a sentinel that reports another master than the majority does not just lag, in ms. */
const settledMs = 5000;

/** The end of a failover: the next master works, but not every sentinel reports it yet. Otherwise undefined. */
export function settling({ sentinels }: ClusterSnapshot, master: Endpoint): string | undefined {
  const reporting = sentinels.filter(({ masterAt }) => sameEndpoint(masterAt, master));
  const epoch = Math.max(...reporting.map(({ configEpoch }) => configEpoch));
  const late = sentinels.filter(
    (view) => !sameEndpoint(view.masterAt, master) && view.configEpoch < epoch,
  );
  const sinceMs = Math.min(...reporting.map((view) => view.masterContact.sameRoleMs));
  if (late.length === 0 || sinceMs > settledMs) return undefined;
  return `${formatEndpoint(master)} is master since ${durationText(sinceMs)}, ${reporting.length} of ${counted(sentinels.length, 'sentinel')} report it`;
}

/** The replacement of a master that does not work; the caller knows that it does not. */
export function failoverProgress(snapshot: ClusterSnapshot): FailoverProgress | undefined {
  const named = namedMaster(snapshot);
  if (!named) return undefined;
  const { quorum } = votersOf(snapshot);
  const deadMs = Math.min(...snapshot.sentinels.map((view) => view.masterContact.lastReplyMs));
  const next = promoted(snapshot, named);
  if (next) {
    const text = `${formatEndpoint(next)} is master, the sentinels report it in less than a second`;
    return { kind: 'under-way', deadMs, text, expectedMs: 0, afterwards: '' };
  }
  const silent = silentMaster(snapshot);
  const reason = silent ? obstacle(snapshot) : 'no other node is a master';
  if (reason !== undefined) return { kind: 'impossible', reason, deadMs };
  const [first] = snapshot.sentinels;
  const longestMs = (first?.downAfterMs ?? 0) + (first?.failoverTimeoutMs ?? 0);
  if (deadMs > longestMs)
    return { kind: 'impossible', reason: 'the failover did not succeed', deadMs };
  const restMs = expectedMs(snapshot, quorum);
  const how = silent?.trouble === 'hangs' ? 'silent' : 'dead';
  const text = [
    `master ${how} for ${durationText(deadMs)}`,
    agreement(snapshot, named, quorum),
    `new master expected in about ${durationText(Math.max(restMs, 100))}`,
  ].join(', ');
  return { kind: 'under-way', deadMs, text, expectedMs: restMs, afterwards: afterwards(snapshot) };
}
