/** Kinds of events. `last-reply`: a node that does not answer now replied for the last time. */
export type EventKind =
  | 'start'
  | 'switch'
  | 'role'
  | 'last-reply'
  | 'marked-down'
  | 'agreed-down'
  | 'link-lost'
  | 'linked'
  | 'snapshot'
  | 'tilt';

/** An event as one process knows it. */
export interface Sighting {
  readonly kind: EventKind;
  /** The node that it happened to, `host:port`. */
  readonly node: string;
  readonly text: string;
  /** Milliseconds before the reading. */
  readonly agoMs: number;
  /** How far the time can be off, in ms. */
  readonly precisionMs: number;
  /** The sentinel that saw it; undefined if the node itself knows it. */
  readonly seenBy?: string;
}

/** An event, from all processes that know it. */
export interface TimelineEvent extends Omit<Sighting, 'seenBy'> {
  /** `3 of 3 sentinels`; empty if the node itself knows it. */
  readonly source: string;
}

/** Sightings of the same event are closer together, in ms: sentinels ping once a second. */
const sameWithinMs = 3000;

function merge(group: readonly Sighting[], sentinels: number): TimelineEvent {
  const sorted = [...group].sort((a, b) => a.agoMs - b.agoMs);
  const [newest] = sorted;
  const oldest = sorted.at(-1);
  const { kind, node, text } = newest ?? { kind: 'role', node: '', text: '' };
  const [newestMs, oldestMs] = [newest?.agoMs ?? 0, oldest?.agoMs ?? 0];
  // A node was alive when it replied to anyone; other events began when the first one saw them.
  const agoMs = kind === 'last-reply' ? newestMs : oldestMs;
  const witnesses = new Set(group.flatMap(({ seenBy }) => seenBy ?? []));
  return {
    kind,
    node,
    text,
    agoMs,
    precisionMs: Math.max(...group.map(({ precisionMs }) => precisionMs)),
    source: witnesses.size === 0 ? '' : `${witnesses.size} of ${sentinels} sentinels`,
  };
}

/** Events from sightings, the oldest first. */
export function mergeSightings(sightings: readonly Sighting[], sentinels: number): TimelineEvent[] {
  const groups: Sighting[][] = [];
  for (const sighting of [...sightings].sort((a, b) => a.agoMs - b.agoMs)) {
    const group = groups.find(
      ([first]) =>
        first?.kind === sighting.kind &&
        first.node === sighting.node &&
        first.text === sighting.text &&
        sighting.agoMs - first.agoMs <= sameWithinMs,
    );
    if (group) group.push(sighting);
    else groups.push([sighting]);
  }
  return groups.map((group) => merge(group, sentinels)).sort((a, b) => b.agoMs - a.agoMs);
}
