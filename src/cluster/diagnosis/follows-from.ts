import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import type { StatusFinding } from '../rules/status-rule.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';
import { namedMaster } from '../status/majority.ts';
import type { Explains } from './find-causes.ts';

/** What is known of the nodes, by their addresses. */
interface Places {
  readonly named: string;
  readonly sentinels: ReadonlySet<string>;
  /** The master that each replica follows. */
  readonly follows: ReadonlyMap<string, string>;
}

type Test = (effect: StatusFinding, cause: StatusFinding, places: Places) => boolean;

/** Effects of a cause: by rule, or by rule and test. */
interface Consequence {
  /** Rules whose findings can be the cause. */
  readonly of: readonly string[];
  readonly when: (cause: StatusFinding, places: Places) => boolean;
  readonly always: readonly string[];
  readonly tested?: Readonly<Record<string, Test>>;
}

const silences = ['nodes-answer', 'addresses-reachable'];
const isMaster = ({ node }: StatusFinding, { named }: Places) => node === named;
const isSentinel = ({ node = '' }: StatusFinding, { sentinels }: Places) => sentinels.has(node);
const isReplica = (cause: StatusFinding, places: Places) =>
  cause.node !== undefined && !isMaster(cause, places) && !isSentinel(cause, places);

const names: Test = ({ is }, { node = '' }) => is.includes(node);
const isSame: Test = ({ node }, cause) => node === cause.node;
const isOfCluster: Test = ({ node }) => node === undefined;
const followsIt: Test = ({ node = '' }, cause, { follows }) => follows.get(node) === cause.node;
const isWithoutLink: Test = ({ node, is }) => node === undefined || is.includes('link');
const isLinkOfIt: Test = (effect, cause) =>
  effect.node === cause.node && effect.is.includes('link');
const isAboutSentinels: Test = ({ is }) => / sentinels? /.test(is);
const isAboutReplicas: Test = ({ is }) => / replicas? /.test(is);

/** The most important cause first: a finding belongs to the first one that explains it. */
const consequences: readonly Consequence[] = [
  {
    of: silences,
    when: isMaster,
    always: [
      'one-master',
      'named-master-is-master',
      'no-failover-under-way',
      'sentinels-agree',
      'replicas-follow-master',
      'replica-lag-bounded',
      'min-replicas-met',
      'no-ghost-replicas',
    ],
    tested: {
      'replica-promotable': isWithoutLink,
      'replicas-linked': followsIt,
      'counts-as-expected': isAboutReplicas,
    },
  },
  {
    of: silences,
    when: isSentinel,
    always: ['majority-reachable', 'quorum-reachable'],
    tested: { 'no-ghost-sentinels': names, 'counts-as-expected': isAboutSentinels },
  },
  {
    of: silences,
    when: isReplica,
    always: ['min-replicas-met', 'one-master'],
    tested: {
      'replica-promotable': isOfCluster,
      'replica-lag-bounded': isSame,
      // A sentinel that still reports the old master.
      'sentinels-agree': names,
      'no-ghost-replicas': names,
      'replicas-linked': followsIt,
      'replicas-follow-master': followsIt,
      'counts-as-expected': isAboutReplicas,
    },
  },
  {
    of: ['auth-set'],
    when: ({ node }) => node !== undefined,
    always: ['min-replicas-met'],
    tested: {
      'replicas-linked': isSame,
      'replica-lag-bounded': isSame,
      'replica-promotable': isLinkOfIt,
    },
  },
  {
    of: ['no-tilt'],
    when: () => true,
    always: ['majority-reachable', 'quorum-reachable'],
    tested: { 'no-failover-under-way': isSame, 'sentinels-agree': isSame },
  },
  {
    of: ['one-master'],
    when: () => true,
    always: ['replicas-follow-master', 'named-master-is-master', 'min-replicas-met'],
    tested: { 'replica-promotable': isOfCluster },
  },
  {
    of: ['named-master-is-master'],
    when: () => true,
    always: ['min-replicas-met'],
  },
  {
    of: ['no-failover-under-way', 'sentinels-agree'],
    when: () => true,
    always: ['replicas-follow-master', 'replicas-linked', 'replica-lag-bounded'],
    tested: { 'quorum-reachable': isSame, 'no-failover-under-way': isSame },
  },
  {
    of: ['replicas-linked', 'replica-lag-bounded'],
    when: () => true,
    always: ['min-replicas-met'],
    tested: { 'replica-promotable': isLinkOfIt },
  },
  {
    of: ['replicas-linked'],
    when: () => true,
    always: [],
    tested: { 'replica-lag-bounded': isSame },
  },
  {
    of: ['counts-as-expected'],
    when: ({ is }) => / replicas? /.test(is),
    always: ['min-replicas-met'],
    tested: { 'replica-promotable': isOfCluster },
  },
  {
    of: ['timings-sane'],
    when: ({ node }) => node === undefined,
    always: [],
    tested: { 'timings-sane': ({ node }) => node !== undefined },
  },
  {
    of: ['replica-promotable'],
    when: ({ node }) => node === undefined,
    always: ['min-replicas-met'],
  },
];

function placesOf(snapshot: ClusterSnapshot): Places {
  const named = namedMaster(snapshot);
  return {
    named: named ? formatEndpoint(named) : '',
    sentinels: new Set(
      [...snapshot.sentinels, ...snapshot.silentSentinels].map(({ at }) => formatEndpoint(at)),
    ),
    follows: new Map(
      snapshot.dataNodes.flatMap(({ at, masterAt }) =>
        masterAt && !sameEndpoint(at, masterAt)
          ? [[formatEndpoint(at), formatEndpoint(masterAt)]]
          : [],
      ),
    ),
  };
}

/** How strongly a finding of this snapshot explains another one: 1 is the best, 0 not at all. */
export function followsFrom(snapshot: ClusterSnapshot): Explains {
  const places = placesOf(snapshot);
  return (cause, effect) =>
    1 +
    consequences.findIndex(
      ({ of, when, always, tested }) =>
        of.includes(cause.rule) &&
        when(cause, places) &&
        (always.includes(effect.rule) || tested?.[effect.rule]?.(effect, cause, places) === true),
    );
}
