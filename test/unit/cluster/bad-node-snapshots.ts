import type { BadSnapshot } from './bad-snapshot.ts';
import {
  at,
  config,
  healthySnapshot,
  sentinel,
  withMaster,
  withReplica,
  withSentinel,
} from './healthy-snapshot.ts';

/** Settings and resources of nodes. */
export const badNodeSnapshots: readonly BadSnapshot[] = [
  {
    name: 'a password without masterauth',
    snapshot: withReplica({ config: { ...config, hasMasterAuth: false, isMasterAuthSame: false } }),
    rule: 'auth-set',
    node: '10.0.0.2:6379',
  },
  {
    name: 'sentinels without a password',
    snapshot: withSentinel({ hasPassword: false }),
    rule: 'auth-set',
  },
  {
    name: 'a data node without a password',
    snapshot: withReplica({ config: { ...config, hasPassword: false, isMasterAuthSame: false } }),
    rule: 'auth-set',
  },
  {
    name: 'an append-only file that cannot be written',
    snapshot: withReplica({ appendOnlyOk: false }),
    rule: 'persistence-healthy',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a snapshot that failed',
    snapshot: withReplica({ snapshotOk: false }),
    rule: 'persistence-healthy',
    node: '10.0.0.2:6379',
  },
  {
    name: 'no append-only file',
    snapshot: withReplica({ appendOnly: false }),
    rule: 'persistence-healthy',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a sentinel without a file',
    snapshot: withSentinel({ configFile: '' }),
    rule: 'configuration-kept',
    node: '10.0.0.11:26379',
  },
  {
    name: 'a data node without a file',
    snapshot: withReplica({ config: { ...config, configFile: '' } }),
    rule: 'configuration-kept',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a data node that is nearly full',
    snapshot: withReplica({ memoryBytes: 500 * 1024 * 1024 }),
    rule: 'memory-bounded',
    node: '10.0.0.2:6379',
  },
  {
    name: 'a master that is full',
    snapshot: withMaster({ memoryBytes: 512 * 1024 * 1024 }),
    rule: 'memory-bounded',
    node: '10.0.0.1:6379',
  },
  {
    name: 'two versions',
    snapshot: withReplica({ version: '7.4.1' }),
    rule: 'one-version',
  },
  {
    name: 'most sentinels on one host',
    snapshot: healthySnapshot({
      sentinels: [sentinel(11), { ...sentinel(12), at: at(11, 26_380) }, sentinel(13)],
    }),
    rule: 'spread-over-hosts',
  },
];
