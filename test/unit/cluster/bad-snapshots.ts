import type { Snapshot } from '../../../src/cluster/status/snapshot.ts';
import {
  at,
  config,
  healthySnapshot,
  master,
  sentinel,
  withMaster,
  withReplica,
  withSentinel,
  withSentinels,
} from './healthy-snapshot.ts';

interface BadSnapshot {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly rule: string;
  readonly node?: string | undefined;
  readonly is: string;
}

const [peer = { at: at(12, 26_379), runId: '', flags: [], downMs: 0 }] = sentinel(11).sentinels;
const [known = peer] = sentinel(11).replicas;

export const badSnapshots: readonly BadSnapshot[] = [
  {
    name: 'two masters',
    snapshot: withReplica({ role: 'master' }),
    rule: 'one-master',
    is: '2 data nodes say that they are master: 10.0.0.1:6379 and 10.0.0.2:6379',
  },
  {
    name: 'no master',
    snapshot: withMaster({ role: 'replica' }),
    rule: 'one-master',
    is: 'no data node that answers is master',
  },
  {
    name: 'a sentinel that names another master',
    snapshot: withSentinel({ masterAt: at(2) }),
    rule: 'sentinels-agree',
    node: '10.0.0.11:26379',
    is: 'it names 10.0.0.2:6379 as master, with epoch 4',
  },
  {
    name: 'a sentinel with an older epoch',
    snapshot: withSentinel({ configEpoch: 3 }),
    rule: 'sentinels-agree',
    node: '10.0.0.11:26379',
    is: 'it names 10.0.0.1:6379 with epoch 3',
  },
  {
    name: 'sentinels that name a replica',
    snapshot: withSentinels({ masterAt: at(2) }),
    rule: 'named-master-is-master',
    node: '10.0.0.2:6379',
    is: 'the sentinels name it, and it is a replica of 10.0.0.1:6379',
  },
  {
    name: 'a sentinel without a quorum',
    snapshot: withSentinel({ isQuorumOk: false, quorumWords: 'NOQUORUM 1 usable Sentinels.' }),
    rule: 'quorum-reachable',
    node: '10.0.0.11:26379',
    is: 'CKQUORUM answers: NOQUORUM 1 usable Sentinels.',
  },
  {
    name: 'one sentinel of three that can be asked',
    snapshot: healthySnapshot({
      sentinels: [sentinel(11)],
      silentSentinels: [12, 13].map((last) => ({
        at: at(last, 26_379),
        trouble: 'refused',
        words: 'the connection is refused',
      })),
    }),
    rule: 'majority-reachable',
    is: '1 of 3 sentinels can be asked; not 10.0.0.12:26379 and 10.0.0.13:26379',
  },
  {
    name: 'a ghost of a sentinel',
    snapshot: withSentinel({
      sentinels: [
        ...sentinel(11).sentinels,
        { ...peer, at: at(99, 26_379), runId: 'f'.repeat(40), downMs: 60_000 },
      ],
    }),
    rule: 'no-ghost-sentinels',
    node: '10.0.0.11:26379',
    is: 'it counts 10.0.0.99:26379, down for over 30 s or never there',
  },
  {
    name: 'a ghost of a replica',
    snapshot: withSentinel({
      replicas: [
        ...sentinel(11).replicas,
        { ...known, at: at(98), flags: ['slave', 's_down'], downMs: 60_000 },
      ],
    }),
    rule: 'no-ghost-replicas',
    node: '10.0.0.11:26379',
    is: 'it remembers 10.0.0.98:6379, down for over 30 s',
  },
  {
    name: 'two sentinels with one id',
    snapshot: withSentinel({ id: sentinel(12).id }),
    rule: 'ids-unique',
    is: `10.0.0.11:26379 and 10.0.0.12:26379 have one id, ${sentinel(12).id.slice(0, 12)}…`,
  },
  {
    name: 'a replica whose link is down',
    snapshot: withReplica({ isLinkUp: false, linkDownS: 7 }),
    rule: 'replicas-linked',
    node: '10.0.0.2:6379',
    is: 'its link to 10.0.0.1:6379 is down for 7 s',
  },
  {
    name: 'a replica that lags',
    snapshot: withMaster({ followers: [{ at: at(2), state: 'online', offset: 400, lagS: 9 }] }),
    rule: 'replica-lag-bounded',
    node: '10.0.0.2:6379',
    is: 'it was last heard from 9 s ago, 600 bytes behind',
  },
  {
    name: 'a replica of a replica',
    snapshot: withReplica({ masterAt: at(3) }),
    rule: 'replicas-follow-master',
    node: '10.0.0.2:6379',
    is: 'it follows 10.0.0.3:6379',
  },
  {
    name: 'no replica',
    snapshot: healthySnapshot({ dataNodes: [master()] }),
    rule: 'replica-promotable',
    is: 'no replica answers',
  },
  {
    name: 'an address of a network that does not reach here',
    snapshot: healthySnapshot({
      silentDataNodes: [{ at: at(3), trouble: 'timeout', words: 'no connection within 900 ms' }],
    }),
    rule: 'addresses-reachable',
    node: '10.0.0.3:6379',
    is: 'the sentinels announce this data node, and it cannot be reached from here: no connection within 900 ms',
  },
  {
    name: 'a node that hangs',
    snapshot: healthySnapshot({
      silentDataNodes: [{ at: at(3), trouble: 'hangs', words: 'no reply within 900 ms' }],
    }),
    rule: 'nodes-answer',
    node: '10.0.0.3:6379',
    is: 'this data node cannot be asked: no reply within 900 ms',
  },
  {
    name: 'a master that a sentinel takes for down',
    snapshot: withSentinel({ masterFlags: ['master', 's_down'] }),
    rule: 'no-failover-under-way',
    node: '10.0.0.11:26379',
    is: 'it takes the master for down',
  },
  {
    name: 'a master without enough replicas',
    snapshot: withMaster({ followers: [] }),
    rule: 'min-replicas-met',
    node: '10.0.0.1:6379',
    is: '0 replicas within 3 s, and min-replicas-to-write is 1: it refuses writes with NOREPLICAS',
  },
  {
    name: 'a sentinel in tilt',
    snapshot: withSentinel({ isInTilt: true }),
    rule: 'no-tilt',
    node: '10.0.0.11:26379',
    is: 'it is in tilt: its event loop or its clock jumped by over 2 s',
  },
  {
    name: 'fewer replicas than expected',
    snapshot: healthySnapshot({ expected: { replicas: 4 } }),
    rule: 'counts-as-expected',
    is: '2 replicas can be asked',
  },
  {
    name: 'a down-after below a second',
    snapshot: withSentinels({ downAfterMs: 300 }),
    rule: 'timings-sane',
    is: 'down-after-milliseconds is 300',
  },
  {
    name: 'the built-in failover timeout',
    snapshot: withSentinels({ failoverTimeoutMs: 180_000 }),
    rule: 'timings-sane',
    is: 'failover-timeout is 180000',
  },
  {
    name: 'timings that differ',
    snapshot: withSentinel({ downAfterMs: 3000 }),
    rule: 'timings-sane',
    is: 'down-after/failover-timeout/quorum differ between sentinels: 3000/10000/2 and 2000/10000/2',
  },
  {
    name: 'a password and no masterauth',
    snapshot: withReplica({ config: { ...config, hasMasterAuth: false, isMasterAuthSame: false } }),
    rule: 'auth-set',
    node: '10.0.0.2:6379',
    is: 'it has requirepass and no masterauth',
  },
  {
    name: 'sentinels without a password',
    snapshot: withSentinel({ hasPassword: false }),
    rule: 'auth-set',
    is: '10.0.0.11:26379: no password is wanted by these sentinels',
  },
  {
    name: 'an append-only file that cannot be written',
    snapshot: withReplica({ appendOnlyOk: false }),
    rule: 'persistence-healthy',
    node: '10.0.0.2:6379',
    is: 'its last write to the append-only file failed',
  },
  {
    name: 'a sentinel without a file',
    snapshot: withSentinel({ configFile: '' }),
    rule: 'configuration-kept',
    node: '10.0.0.11:26379',
    is: 'it runs without a configuration file',
  },
  {
    name: 'a data node that is nearly full',
    snapshot: withReplica({ memoryBytes: 500 * 1024 * 1024 }),
    rule: 'memory-bounded',
    node: '10.0.0.2:6379',
    is: 'it uses 500 MiB of 512 MiB',
  },
  {
    name: 'two versions',
    snapshot: withReplica({ version: '7.4.1' }),
    rule: 'one-version',
    is: 'the data nodes run redis 7.0.15 and redis 7.4.1',
  },
  {
    name: 'most sentinels on one host',
    snapshot: healthySnapshot({
      sentinels: [sentinel(11), { ...sentinel(12), at: at(11, 26_380) }, sentinel(13)],
    }),
    rule: 'spread-over-hosts',
    is: '2 of 3 sentinels are at 10.0.0.11',
  },
];
