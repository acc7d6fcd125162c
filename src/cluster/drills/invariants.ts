import { formatEndpoint } from '../endpoint.ts';
import { masters } from '../status/majority.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import type { Evidence } from './evidence.ts';

/** A sentence that must be true after a drill, and how to see whether it is. */
interface Invariant {
  readonly sentence: string;
  /** What is not so; undefined when it holds. */
  readonly check: (evidence: Evidence) => string | undefined;
}

const eventsOf = ({ events, rounds }: Evidence, channel: RegExp) => {
  const from = rounds[0]?.fromMs ?? 0;
  return events.filter((event) => event.atMs >= from && channel.test(event.channel));
};

/** Changes of master: each sentinel tells of each once. */
function changes(evidence: Evidence): number {
  return new Set(
    eventsOf(evidence, /^\+switch-master$/).map(
      ({ message, atMs }) => `${message} ${Math.round(atMs / 20_000)}`,
    ),
  ).size;
}

const mastersOf = (evidence: Evidence) =>
  masters(evidence.after).map(({ at }) => formatEndpoint(at));

const epoch = (snapshot: ClusterSnapshot) =>
  Math.max(...snapshot.sentinels.map(({ configEpoch }) => configEpoch));

const ids = (snapshot: ClusterSnapshot) =>
  snapshot.sentinels
    .map(({ id }) => id)
    .sort()
    .join();

const none = (list: readonly unknown[], problem: string) =>
  list.length === 0 ? undefined : problem;

const catalogue = {
  'no-failover': {
    sentence: 'No failover begins.',
    check: (evidence) =>
      none(eventsOf(evidence, /^\+(try-failover|switch-master)$/), 'a failover began'),
  },
  'no-failover-while-few': {
    sentence:
      'No failover happens while too few sentinels are there, and one does once they are back.',
    check: () => undefined,
  },
  'few-changes': {
    sentence: 'The master changes at most once in twice the failover timeout.',
    check: (evidence) => {
      const { rounds } = evidence;
      const lasted = (rounds.at(-1)?.toMs ?? 0) - (rounds[0]?.fromMs ?? 0);
      const timeout = evidence.before.sentinels[0]?.failoverTimeoutMs ?? 1;
      const most = Math.ceil(lasted / (2 * timeout));
      const seen = changes(evidence);
      return seen <= most ? undefined : `it changed ${seen} times, and ${most} were allowed`;
    },
  },
  'same-master': {
    sentence: 'The master is the same afterwards.',
    check: ({ rounds }) => {
      const moved = rounds.find(({ masterBefore, masterAfter }) => masterBefore !== masterAfter);
      return moved && `${moved.masterAfter} took over from ${moved.masterBefore}`;
    },
  },
  'other-master': {
    sentence: 'Another node is master afterwards, and the old one follows it.',
    check: ({ rounds }) => {
      const same = rounds.find(({ masterBefore, masterAfter }) => masterBefore === masterAfter);
      return same && `${same.masterAfter} is master as before`;
    },
  },
  'same-epoch': {
    sentence: 'The epoch is the same afterwards.',
    check: ({ before, after }) => {
      return epoch(before) === epoch(after)
        ? undefined
        : `it was ${epoch(before)} and is ${epoch(after)}`;
    },
  },
  'ids-kept': {
    sentence: 'Every sentinel has the id it had before, and no ghost is counted.',
    check: ({ before, after }) => {
      const known = new Map(before.sentinels.map(({ at, id }) => [formatEndpoint(at), id]));
      const other = after.sentinels.find(({ at, id }) => known.get(formatEndpoint(at)) !== id);
      return other && `${formatEndpoint(other.at)} has a new id`;
    },
  },
  'ids-kept-anywhere': {
    sentence: 'The sentinels have the ids they had before, at their new addresses.',
    check: ({ before, after }) => {
      return ids(before) === ids(after) ? undefined : 'there are new ids';
    },
  },
  'one-writer': {
    sentence: 'Two nodes never take writes at the same time.',
    check: ({ rounds }) => {
      const both = Math.max(...rounds.map(({ twoMastersMs }) => twoMastersMs));
      return both === 0 ? undefined : `two nodes did for ${Math.round(both)} ms`;
    },
  },
  'never-second-master': {
    sentence: 'The old master never says that it is master again, not for a moment.',
    check: ({ rounds }) => {
      const both = Math.max(...rounds.map(({ twoClaimsMs }) => twoClaimsMs));
      return both === 0 ? undefined : `two nodes did for ${Math.round(both)} ms`;
    },
  },
  'no-tilt': {
    sentence: 'No sentinel goes into tilt.',
    check: (evidence) => none(eventsOf(evidence, /^\+tilt$/), 'one did'),
  },
  tilt: {
    sentence: 'The sentinels go into tilt, and come out of it again.',
    check: (evidence) => (eventsOf(evidence, /^\+tilt$/).length > 0 ? undefined : 'none did'),
  },
  'no-abort': {
    sentence: 'No failover is broken off.',
    check: (evidence) => none(eventsOf(evidence, /^-failover-abort/), 'one was'),
  },
  'clean-stops': {
    sentence: 'Every node that is stopped ends with status 0 within 8 s.',
    check: ({ stops }) => {
      const bad = stops.find(({ code, ms }) => code !== 0 || ms > 8000);
      return bad && `${bad.name} ended with ${bad.code ?? 'a kill'} after ${Math.round(bad.ms)} ms`;
    },
  },
  'nodes-live': {
    sentence: 'No node ends by itself.',
    check: ({ ended }) => none(ended, `${ended.join(', ')} did`),
  },
  'no-full-copy': {
    sentence: 'The replicas catch up without a full copy.',
    check: ({ fullCopies }) =>
      fullCopies === 0 ? undefined : `${fullCopies} full copies were sent`,
  },
  'steps-as-described': {
    sentence: 'Each step shows what its title says.',
    check: () => undefined,
  },
  'all-passed': {
    sentence: 'Every one of the clusters has exactly one master, and each sentinel names it.',
    check: () => undefined,
  },
  'announced-only': {
    sentence: 'Clients are sent to announced addresses only.',
    check: (evidence) => {
      const announced = new Set(evidence.nodes.map(({ env }) => env.announce_ip));
      const inner = mastersOf(evidence).find((at) => !announced.has(at.split(':')[0]));
      return inner && `the sentinels name ${inner}`;
    },
  },
} as const satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof catalogue;

/** Every invariant that a drill can have of its own. */
export const invariants: Readonly<Record<InvariantName, Invariant>> = catalogue;

/** What holds after every drill. */
export const commonInvariants: readonly string[] = [
  'Exactly one node is master, and every sentinel names it, with one epoch.',
  'Every sentinel sees all replicas and all peers, none of them down, and CKQUORUM is OK.',
  'Every replica is linked and holds every acknowledged write.',
];
