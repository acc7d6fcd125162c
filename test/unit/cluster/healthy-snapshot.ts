import type { Endpoint } from '../../../src/cluster/endpoint.ts';
import type {
  Contact,
  DataView,
  Peer,
  SentinelView,
  ClusterSnapshot,
  Trouble,
} from '../../../src/cluster/status/cluster-snapshot.ts';

export const at = (last: number, port = 6379): Endpoint => ({ host: `10.0.0.${last}`, port });
const idOf = (last: number) => String(last).padEnd(40, 'a');

/** A node that answers its pings. */
const contact: Contact = {
  lastReplyMs: 300,
  unansweredMs: 0,
  downMs: 0,
  sameRoleMs: 3_600_000,
};

export const peerOf = (last: number, port: number): Peer => ({
  at: at(last, port),
  runId: idOf(last),
  flags: [port === 6379 ? 'slave' : 'sentinel'],
  ...contact,
  linkDownMs: 0,
  ...(port === 6379 ? { masterAt: at(1), priority: 100 } : {}),
});

export const config = {
  hasPassword: true,
  hasMasterAuth: true,
  isMasterAuthSame: true,
  minReplicas: 1,
  maxLagS: 3,
  configFile: '/data/redis.conf',
  saves: '',
  stopsOnFailedSave: true,
};

export function master(): DataView {
  return {
    at: at(1),
    runId: idOf(1),
    version: '7.0.15',
    server: 'redis',
    role: 'master',
    isLoading: false,
    uptimeS: 3600,
    offset: 1000,
    replicaLinks: [2, 3].map((last) => ({ from: at(last).host, ageS: 3590 })),
    followers: [2, 3].map((last) => ({ at: at(last), state: 'online', offset: 1000, lagS: 0 })),
    memoryBytes: 1_500_000,
    maxMemoryBytes: 512 * 1024 * 1024,
    policy: 'noeviction',
    appendOnly: true,
    appendOnlyOk: true,
    appendWriteOk: true,
    snapshotOk: true,
    lastSaveS: 600,
    wasReplica: false,
    fullCopies: 2,
    config,
  };
}

export function replica(last: number): DataView {
  return {
    ...master(),
    at: at(last),
    runId: idOf(last),
    role: 'replica',
    followers: [],
    replicaLinks: [],
    masterAt: at(1),
    isLinkUp: true,
    linkDownS: 0,
    lastIoS: 0,
    priority: 100,
  };
}

export function sentinel(last: number): SentinelView {
  return {
    at: at(last, 26_379),
    isGiven: last === 11,
    id: idOf(last),
    processId: `process-${last}`,
    version: '7.0.15',
    masterAt: at(1),
    masterFlags: ['master'],
    masterContact: contact,
    agreedDownMs: 0,
    configEpoch: 4,
    currentEpoch: 4,
    failoverState: 'none',
    quorum: 2,
    downAfterMs: 2000,
    failoverTimeoutMs: 10_000,
    quorumReply: 'OK 3 usable Sentinels. Quorum and failover authorization can be reached',
    isQuorumOk: true,
    isInTilt: false,
    hasPassword: true,
    replicas: [peerOf(2, 6379), peerOf(3, 6379)],
    sentinels: [11, 12, 13].filter((other) => other !== last).map((other) => peerOf(other, 26_379)),
    configFile: '/data/sentinel.conf',
    uptimeS: 3600,
  };
}

/** One master, two replicas and three sentinels without any problem. */
export function healthySnapshot(changes: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    masterName: 'mymaster',
    sentinels: [11, 12, 13].map(sentinel),
    dataNodes: [master(), replica(2), replica(3)],
    silentSentinels: [],
    silentDataNodes: [],
    expected: {},
    takenAtMs: Date.UTC(2026, 0, 1, 12),
    tookMs: 5,
    ...changes,
  };
}

/** Healthy snapshots with one thing changed. */
export const withSentinel = (changes: Partial<SentinelView>) =>
  healthySnapshot({ sentinels: [{ ...sentinel(11), ...changes }, sentinel(12), sentinel(13)] });

export const withSentinels = (changes: Partial<SentinelView>) =>
  healthySnapshot({ sentinels: [11, 12, 13].map((last) => ({ ...sentinel(last), ...changes })) });

export const withMaster = (changes: Partial<DataView>) =>
  healthySnapshot({ dataNodes: [{ ...master(), ...changes }, replica(2), replica(3)] });

export const withReplica = (changes: Partial<DataView>) =>
  healthySnapshot({ dataNodes: [master(), { ...replica(2), ...changes }, replica(3)] });

export const withSilentReplica = (trouble: Trouble, reason: string) =>
  healthySnapshot({
    dataNodes: [master(), replica(2)],
    silentDataNodes: [{ at: at(3), trouble, reason }],
  });
