import type {
  KnownNode,
  ShardedNode,
  ShardedSnapshot,
} from '../../../src/cluster/sharded/sharded-snapshot.ts';
import type { Trouble } from '../../../src/cluster/status/cluster-snapshot.ts';
import { at, config, master, replica } from './healthy-snapshot.ts';

export const idOf = (last: number) => `${last}`.padStart(40, '0');

const slotsOf = {
  1: [{ from: 0, to: 5460 }],
  2: [{ from: 5461, to: 10_922 }],
  3: [{ from: 10_923, to: 16_383 }],
} as const;

/** A node as the others list it: 1 to 3 are masters, 4 to 6 their replicas. */
export function knownNode(last: number, changes: Partial<KnownNode> = {}): KnownNode {
  const isMaster = last <= 3;
  return {
    id: idOf(last),
    at: at(last),
    role: isMaster ? 'master' : 'replica',
    flags: [isMaster ? 'master' : 'slave'],
    ...(isMaster ? {} : { masterId: idOf(last - 3) }),
    configEpoch: isMaster ? last : last - 3,
    isConnected: true,
    slots: isMaster ? slotsOf[last as 1 | 2 | 3] : [],
    ...changes,
  };
}

const all = [1, 2, 3, 4, 5, 6];

/** What a node lists, with changes to some lines. */
export const knownNodes = (changes: Readonly<Record<number, Partial<KnownNode>>> = {}) =>
  all.map((last) => knownNode(last, changes[last]));

export function shardNode(last: number, changes: Partial<ShardedNode> = {}): ShardedNode {
  const isMaster = last <= 3;
  const data = isMaster
    ? {
        ...master(),
        followers: [{ at: at(last + 3), state: 'online', offset: 1000, lagS: 0 }],
        config,
      }
    : { ...replica(last), masterAt: at(last - 3) };
  return {
    ...data,
    at: at(last),
    isGiven: last === 1,
    id: idOf(last),
    hadLink: true,
    isClusterOk: true,
    currentEpoch: 6,
    known: knownNodes(),
    openSlots: [],
    sharding: { nodeTimeoutMs: 2000, needsFullCoverage: true, validityFactor: 10 },
    ...changes,
  };
}

/** Three shards of a master and a replica each, without any problem. */
export const healthyShards = (changes: Partial<ShardedSnapshot> = {}): ShardedSnapshot => ({
  dataNodes: all.map((last) => shardNode(last)),
  silentDataNodes: [],
  expected: {},
  takenAtMs: Date.UTC(2026, 0, 1, 12),
  tookMs: 5,
  ...changes,
});

/** The healthy cluster with one node changed. */
export const withNode = (last: number, changes: Partial<ShardedNode>) =>
  healthyShards({ dataNodes: all.map((one) => shardNode(one, one === last ? changes : {})) });

/** The healthy cluster with each node changed in the same way. */
export const withNodes = (changes: Partial<ShardedNode>) =>
  healthyShards({ dataNodes: all.map((one) => shardNode(one, changes)) });

/** The healthy cluster without some nodes, which do not answer; the others list them with these flags. */
export function withoutNodes(
  lost: readonly number[],
  {
    trouble = 'refused',
    flag = 'fail',
    changes = {},
  }: {
    readonly trouble?: Trouble;
    readonly flag?: string;
    readonly changes?: Partial<ShardedNode>;
  } = {},
): ShardedSnapshot {
  const lines = Object.fromEntries(
    lost.map((last) => {
      const known = knownNode(last);
      const flags = flag === '' ? known.flags : [...known.flags, flag];
      return [last, { flags, isConnected: flag === '' }];
    }),
  );
  return healthyShards({
    dataNodes: all
      .filter((last) => !lost.includes(last))
      .map((last) => {
        const isOrphan = last > 3 && lost.includes(last - 3);
        const cut = isOrphan ? { isLinkUp: false, linkDownS: 3 } : {};
        const alone = last <= 3 && lost.includes(last + 3) ? { followers: [] } : {};
        return shardNode(last, { known: knownNodes(lines), ...cut, ...alone, ...changes });
      }),
    silentDataNodes: lost.map((last) => ({
      at: at(last),
      trouble,
      reason: trouble === 'timeout' ? 'no connection within 900 ms' : 'connection refused',
    })),
  });
}
