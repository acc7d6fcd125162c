import { badNodeSnapshots } from './bad-node-snapshots.ts';
import type { BadSnapshot } from './bad-snapshot.ts';
import {
  at,
  config,
  healthySnapshot,
  master,
  peerOf,
  replica,
  sentinel,
  withMaster,
  withReplica,
  withSentinel,
  withSentinels,
  withSilentReplica,
} from './healthy-snapshot.ts';

const [peer, known] = [peerOf(12, 26_379), peerOf(2, 6379)];

export const badSnapshots: readonly BadSnapshot[] = [
  {
    name: 'two masters',
    snapshot: withReplica({ role: 'master' }),
    rule: 'one-master',
  },
  {
    name: 'no master',
    snapshot: withMaster({ role: 'replica' }),
    rule: 'one-master',
  },
  {
    name: 'a sentinel that names another master',
    snapshot: withSentinel({ masterAt: at(2) }),
    rule: 'sentinels-agree',
    node: '10.0.0.11:26379',
  },
  {
    name: 'a sentinel with an older epoch',
    snapshot: withSentinel({ configEpoch: 3 }),
    rule: 'sentinels-agree',
    node: '10.0.0.11:26379',
  },
  {
    name: 'sentinels that name a replica',
    snapshot: withSentinels({ masterAt: at(2) }),
    rule: 'named-master-is-master',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a sentinel without a quorum',
    snapshot: withSentinel({ isQuorumOk: false, quorumReply: 'NOQUORUM 1 usable Sentinels.' }),
    rule: 'quorum-reachable',
    node: '10.0.0.11:26379',
  },
  {
    name: 'one sentinel of three that can be asked',
    snapshot: healthySnapshot({
      sentinels: [sentinel(11)],
      silentSentinels: [12, 13].map((last) => ({
        at: at(last, 26_379),
        trouble: 'refused',
        reason: 'the connection is refused',
      })),
    }),
    rule: 'majority-reachable',
  },
  {
    name: 'a ghost sentinel',
    snapshot: withSentinel({
      sentinels: [
        ...sentinel(11).sentinels,
        { ...peer, at: at(99, 26_379), runId: 'f'.repeat(40), downMs: 60_000 },
      ],
    }),
    rule: 'no-ghost-sentinels',
    node: '10.0.0.11:26379',
  },
  {
    name: 'a ghost replica',
    snapshot: withSentinel({
      replicas: [
        ...sentinel(11).replicas,
        { ...known, at: at(98), flags: ['slave', 's_down'], downMs: 60_000 },
      ],
    }),
    rule: 'no-ghost-replicas',
    node: '10.0.0.11:26379',
  },
  {
    name: 'two sentinels with one id',
    snapshot: withSentinel({ id: sentinel(12).id }),
    rule: 'ids-unique',
  },
  {
    name: 'a replica whose link is down',
    snapshot: withReplica({ isLinkUp: false, linkDownS: 7 }),
    rule: 'replicas-linked',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a replica that lags',
    snapshot: withMaster({
      followers: [
        { at: at(2), state: 'online', offset: 400, lagS: 9 },
        ...master().followers.slice(1),
      ],
    }),
    rule: 'replica-lag-bounded',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a replica of a replica',
    snapshot: withReplica({ masterAt: at(3) }),
    rule: 'replicas-follow-master',
    node: '10.0.0.2:6379',
  },
  {
    name: 'no replica',
    snapshot: healthySnapshot({ dataNodes: [master()] }),
    rule: 'replica-promotable',
  },
  {
    name: 'a replica that cannot be promoted',
    snapshot: healthySnapshot({ dataNodes: [master(), { ...replica(2), priority: 0 }] }),
    rule: 'replica-promotable',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a replica without a link for too long',
    snapshot: healthySnapshot({
      dataNodes: [master(), { ...replica(2), isLinkUp: false, linkDownS: 60 }],
    }),
    rule: 'replica-promotable',
    node: '10.0.0.2:6379',
  },
  {
    name: 'an address in an unreachable network',
    snapshot: withSilentReplica('timeout', 'no connection within 900 ms'),
    rule: 'addresses-reachable',
    node: '10.0.0.3:6379',
  },
  {
    name: 'a node that hangs',
    snapshot: withSilentReplica('hangs', 'no reply within 900 ms'),
    rule: 'nodes-answer',
    node: '10.0.0.3:6379',
  },
  {
    name: 'a master that a sentinel marks as down',
    snapshot: withSentinel({ masterFlags: ['master', 's_down'] }),
    rule: 'no-failover-under-way',
    node: '10.0.0.11:26379',
  },
  {
    name: 'a master without enough replicas',
    snapshot: withMaster({ followers: [] }),
    rule: 'min-replicas-met',
    node: '10.0.0.1:6379',
  },
  {
    name: 'a master that holds writes',
    snapshot: withMaster({ config: { ...config, minReplicas: 99 } }),
    rule: 'min-replicas-met',
    node: '10.0.0.1:6379',
  },
  {
    name: 'a master that needs no replica for a write',
    snapshot: withMaster({ config: { ...config, minReplicas: 0 } }),
    rule: 'min-replicas-met',
    node: '10.0.0.1:6379',
  },
  {
    name: 'a sentinel in tilt',
    snapshot: withSentinel({ isInTilt: true }),
    rule: 'no-tilt',
    node: '10.0.0.11:26379',
  },
  {
    name: 'fewer replicas than expected',
    snapshot: healthySnapshot({ expected: { replicas: 4 } }),
    right: healthySnapshot({ expected: { replicas: 2 } }),
    rule: 'counts-as-expected',
  },
  {
    name: 'a down-after below a second',
    snapshot: withSentinels({ downAfterMs: 300 }),
    rule: 'timings-sane',
  },
  {
    name: 'the built-in failover timeout',
    snapshot: withSentinels({ failoverTimeoutMs: 180_000 }),
    rule: 'timings-sane',
  },
  {
    name: 'different timings',
    snapshot: withSentinel({ downAfterMs: 3000 }),
    rule: 'timings-sane',
  },
  ...badNodeSnapshots,
];
