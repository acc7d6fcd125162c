import { formatEndpoint } from '../endpoint.ts';
import type { ClusterKind } from '../sandbox/node-spec.ts';
import type { Evidence } from './evidence.ts';
import type { Invariant } from './invariant.ts';
import { shardInvariants } from './shard-invariants.ts';
import { sentinelsOf } from './master-facts.ts';
import type { AnySnapshot } from './rig.ts';

const eventsOf = ({ events, rounds }: Evidence, channel: RegExp) => {
  const from = rounds[0]?.fromMs ?? 0;
  return events.filter((event) => event.atMs >= from && channel.test(event.channel));
};

/** Counts changes of master; every sentinel publishes each of them. */
function changes(evidence: Evidence): number {
  return new Set(
    eventsOf(evidence, /^\+switch-master$/).map(
      ({ message, atMs }) => `${message} ${Math.round(atMs / 20_000)}`,
    ),
  ).size;
}

const mastersOf = (evidence: Evidence) =>
  evidence.after.dataNodes
    .filter(({ role }) => role === 'master')
    .map(({ at }) => formatEndpoint(at));

const epoch = (snapshot: AnySnapshot) =>
  Math.max(...sentinelsOf(snapshot).map(({ configEpoch }) => configEpoch));

/** The id of each sentinel by its address. One that does not answer in time is known by its peers. */
const idsByAddress = (snapshot: AnySnapshot) =>
  new Map([
    ...sentinelsOf(snapshot).flatMap((view) =>
      view.sentinels.map(({ at, runId }) => [formatEndpoint(at), runId] as const),
    ),
    ...sentinelsOf(snapshot).map(({ at, id }) => [formatEndpoint(at), id] as const),
  ]);

const ids = (snapshot: AnySnapshot) =>
  [...new Set(idsByAddress(snapshot).values())]
    .filter((id) => id !== '')
    .sort()
    .join();

const none = (list: readonly unknown[], problem: string) =>
  list.length === 0 ? undefined : problem;

const catalogue = {
  'no-failover': {
    sentence: 'No failover starts.',
    check: (evidence) =>
      none(eventsOf(evidence, /^\+(try-failover|switch-master)$/), 'a failover started'),
  },
  'no-failover-while-few': {
    sentence:
      'No failover happens while too few sentinels are running, and one happens when they are back.',
    check: () => undefined,
  },
  'few-changes': {
    sentence: 'The master changes at most once in twice the failover timeout.',
    check: (evidence) => {
      const { rounds } = evidence;
      const lasted = (rounds.at(-1)?.toMs ?? 0) - (rounds[0]?.fromMs ?? 0);
      const timeout = sentinelsOf(evidence.before)[0]?.failoverTimeoutMs ?? 1;
      const most = Math.ceil(lasted / (2 * timeout));
      const seen = changes(evidence);
      return seen <= most ? undefined : `it changed ${seen} times, at most ${most} allowed`;
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
      return same && `${same.masterAfter} is still master`;
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
    sentence: 'Every sentinel has the same id as before, and none counts a removed one.',
    check: ({ before, after }) => {
      const known = idsByAddress(before);
      const other = sentinelsOf(after).find(({ at, id }) => known.get(formatEndpoint(at)) !== id);
      return other && `${formatEndpoint(other.at)} has a new id`;
    },
  },
  'ids-kept-anywhere': {
    sentence: 'The sentinels have the same ids as before at their new addresses.',
    check: ({ before, after }) => {
      return ids(before) === ids(after) ? undefined : 'their ids changed';
    },
  },
  'one-writer': {
    sentence: 'Two nodes never accept writes at the same time.',
    check: ({ rounds }) => {
      const both = Math.max(...rounds.map(({ twoMastersMs }) => twoMastersMs));
      return both === 0 ? undefined : `two nodes did for ${Math.round(both)} ms`;
    },
  },
  'never-second-master': {
    sentence: 'The old master never reports that it is master again, not even for a moment.',
    check: ({ rounds }) => {
      const both = Math.max(...rounds.map(({ twoClaimsMs }) => twoClaimsMs));
      return both === 0 ? undefined : `two nodes did for ${Math.round(both)} ms`;
    },
  },
  'no-tilt': {
    sentence: 'No sentinel enters tilt.',
    check: (evidence) => none(eventsOf(evidence, /^\+tilt$/), 'one did'),
  },
  tilt: {
    sentence: 'The sentinels enter tilt and leave it again.',
    check: (evidence) => (eventsOf(evidence, /^\+tilt$/).length > 0 ? undefined : 'none did'),
  },
  'no-abort': {
    sentence: 'No failover is aborted.',
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
  'old-addresses-gone': {
    sentence: 'No node and no file of a node names an address of the old nodes.',
    check: () => undefined,
  },
  'steps-as-described': {
    sentence: 'Each step has its stated effect.',
    check: () => undefined,
  },
  'all-passed': {
    sentence: 'Each of the clusters has exactly one master, and all its sentinels report it.',
    check: () => undefined,
  },
  'announced-only': {
    sentence: 'Clients are sent to announced addresses only.',
    check: (evidence) => {
      const announced = new Set(evidence.nodes.map(({ env }) => env.announce_ip));
      const inner = mastersOf(evidence).find((at) => !announced.has(at.split(':')[0]));
      return inner && `the sentinels report ${inner}`;
    },
  },
  ...shardInvariants,
} as const satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof catalogue;

/** Every invariant that a drill can require. */
export const invariants: Readonly<Record<InvariantName, Invariant>> = catalogue;

/** What must hold after every drill, by the kind of its cluster. */
export const commonInvariants: Readonly<Record<ClusterKind, readonly string[]>> = {
  sentinel: [
    'Exactly one node is master, and every sentinel reports it, with the same epoch.',
    'Every sentinel knows all replicas and all peers, considers none down, and CKQUORUM is OK.',
    'Every replica is linked and holds every acknowledged write.',
  ],
  cluster: [
    'Every slot has exactly one master, and every node reports it.',
    'Every node knows all others, considers none failed, and executes commands.',
    'Every replica is linked and holds every acknowledged write of its shard.',
  ],
};
