import { formatEndpoint, type Endpoint } from '../endpoint.ts';
import type { ClusterSnapshot, Contact, Peer, SentinelView } from '../status/cluster-snapshot.ts';
import type { Sighting } from './merge-sightings.ts';

/** What is as old as the sentinel, or as its switch to the master, began with that. */
const sameMs = 2500;
/** How often a sentinel pings. */
const pingMs = 1000;

type Seen = (
  kind: Sighting['kind'],
  at: Endpoint,
  agoMs: number,
  text: string,
  precisionMs?: number,
) => Sighting;

/** A sentinel that switches to another master forgets the replies before: it counts from then on. */
const isForgotten = ({ lastReplyMs, sameRoleMs }: Contact) =>
  sameRoleMs > 0 && Math.abs(lastReplyMs - sameRoleMs) < 200;

/** A node that a sentinel misses: its last reply, and when it was marked. */
function missing(seen: Seen, at: Endpoint, contact: Contact, isSilent: boolean): Sighting[] {
  const reply = isForgotten(contact)
    ? 'not a single reply to a sentinel since then, the last switch'
    : 'last reply to a sentinel';
  return [
    ...(isSilent ? [seen('last-reply', at, contact.lastReplyMs, reply, pingMs)] : []),
    ...(contact.downMs > 0
      ? [seen('marked-down', at, contact.downMs, 'marked as down by sentinels (s_down)')]
      : []),
  ];
}

function masterSightings(seen: Seen, view: SentinelView, isSilent: boolean): Sighting[] {
  const { masterAt, masterContact, agreedDownMs, configEpoch, uptimeS } = view;
  const isSwitched = configEpoch > 0 && uptimeS * 1000 - masterContact.sameRoleMs > sameMs;
  return [
    ...missing(seen, masterAt, masterContact, isSilent),
    ...(agreedDownMs > 0
      ? [seen('agreed-down', masterAt, agreedDownMs, 'a quorum agrees that it is down (o_down)')]
      : []),
    ...(isSwitched
      ? [
          seen(
            'switch',
            masterAt,
            masterContact.sameRoleMs,
            `it became the master that sentinels report, with epoch ${configEpoch}`,
          ),
        ]
      : []),
  ];
}

function replicaSightings(
  seen: Seen,
  view: SentinelView,
  peer: Peer,
  isSilent: boolean,
): Sighting[] {
  const { masterContact, uptimeS } = view;
  const { sameRoleMs } = peer;
  const isNews =
    !isSilent &&
    Math.abs(sameRoleMs - masterContact.sameRoleMs) > sameMs &&
    Math.abs(sameRoleMs - uptimeS * 1000) > sameMs;
  return [
    ...missing(seen, peer.at, peer, isSilent),
    ...(isNews ? [seen('role', peer.at, sameRoleMs, 'sentinels see it as a replica')] : []),
  ];
}

function sightingsOf(view: SentinelView, silent: ReadonlySet<string>): Sighting[] {
  const seenBy = formatEndpoint(view.at);
  const seen: Seen = (kind, at, agoMs, text, precisionMs = 100) => ({
    kind,
    node: formatEndpoint(at),
    text,
    agoMs,
    precisionMs,
    seenBy,
  });
  const isSilent = (at: Endpoint) => silent.has(formatEndpoint(at));
  const own = (kind: Sighting['kind'], seconds: number, text: string): Sighting => ({
    kind,
    node: seenBy,
    text,
    agoMs: seconds * 1000,
    precisionMs: 1000,
  });
  return [
    own('start', view.uptimeS, 'the sentinel started'),
    ...(view.tiltS === undefined ? [] : [own('tilt', view.tiltS, 'it went into tilt')]),
    ...masterSightings(seen, view, isSilent(view.masterAt)),
    ...view.replicas.flatMap((peer) => replicaSightings(seen, view, peer, isSilent(peer.at))),
    ...view.sentinels.flatMap((peer) => missing(seen, peer.at, peer, isSilent(peer.at))),
  ];
}

/** What the sentinels know of themselves, of the data nodes and of each other. */
export function sentinelSightings(snapshot: ClusterSnapshot): Sighting[] {
  const silent = new Set(
    [...snapshot.silentDataNodes, ...snapshot.silentSentinels].map(({ at }) => formatEndpoint(at)),
  );
  return snapshot.sentinels.flatMap((view) => sightingsOf(view, silent));
}
