import { formatEndpoint } from '../endpoint.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import { namedMaster } from '../status/majority.ts';
import { dataSightings } from './data-sightings.ts';
import { mergeSightings, type TimelineEvent } from './merge-sightings.ts';
import { sentinelSightings } from './sentinel-sightings.ts';
import { unknowns } from './unknowns.ts';

/** A node in a timeline. Times in milliseconds before the reading; undefined if it is not so, or unknown. */
export interface Lane {
  /** `host:port`. */
  readonly node: string;
  readonly role: 'master' | 'replica' | 'data node' | 'sentinel';
  /** Its start; of a node that does not answer, unknown. */
  readonly startedMs: number | undefined;
  /** Its last sign of life, if it does not answer. */
  readonly silentMs: number | undefined;
  /** The loss of its link to the master. */
  readonly linkLostMs: number | undefined;
  /** When the sentinels began to report it as master. */
  readonly masterSinceMs: number | undefined;
}

/** What happened to a cluster, as far as its nodes still know. */
export interface Timeline {
  readonly minutes: number;
  /** Milliseconds since 1970. */
  readonly takenAtMs: number;
  /** The oldest first. */
  readonly events: readonly TimelineEvent[];
  readonly lanes: readonly Lane[];
  /** What the servers do not know, so that it is not here. */
  readonly unknown: readonly string[];
}

function lanesOf(snapshot: ClusterSnapshot, events: readonly TimelineEvent[]): Lane[] {
  const last = (node: string, kind: TimelineEvent['kind']) =>
    events.findLast((event) => event.node === node && event.kind === kind)?.agoMs;
  const named = namedMaster(snapshot);
  const lane = (node: string, role: Lane['role'], isSilent: boolean): Lane => ({
    node,
    role,
    startedMs: isSilent ? undefined : last(node, 'start'),
    silentMs: isSilent ? (last(node, 'last-reply') ?? last(node, 'marked-down')) : undefined,
    linkLostMs: last(node, 'link-lost'),
    masterSinceMs: named && formatEndpoint(named) === node ? last(node, 'switch') : undefined,
  });
  return [
    ...snapshot.dataNodes.map(({ at, role }) => lane(formatEndpoint(at), role, false)),
    ...snapshot.silentDataNodes.map(({ at }) => lane(formatEndpoint(at), 'data node', true)),
    ...snapshot.sentinels.map(({ at }) => lane(formatEndpoint(at), 'sentinel', false)),
    ...snapshot.silentSentinels.map(({ at }) => lane(formatEndpoint(at), 'sentinel', true)),
  ];
}

/** What the nodes of a cluster know of the last `minutes`. */
export function timelineOf(snapshot: ClusterSnapshot, minutes: number): Timeline {
  const all = mergeSightings(
    [...dataSightings(snapshot), ...sentinelSightings(snapshot)],
    snapshot.sentinels.length,
  );
  const events = all.filter(({ agoMs }) => agoMs <= minutes * 60_000);
  return {
    minutes,
    takenAtMs: snapshot.takenAtMs,
    events,
    lanes: lanesOf(snapshot, all),
    unknown: unknowns(snapshot, minutes),
  };
}
