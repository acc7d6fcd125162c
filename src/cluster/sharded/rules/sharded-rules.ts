import { addressesReachable } from '../../rules/addresses-reachable.ts';
import { authSet } from '../../rules/auth-set.ts';
import { memoryBounded } from '../../rules/memory-bounded.ts';
import { nodesAnswer } from '../../rules/nodes-answer.ts';
import { oneVersion } from '../../rules/one-version.ts';
import { persistenceHealthy } from '../../rules/persistence-healthy.ts';
import { busConnected } from './bus-connected.ts';
import { commandsAccepted } from './commands-accepted.ts';
import { epochsUnique } from './epochs-unique.ts';
import { majorityOfMasters } from './majority-of-masters.ts';
import { noEmptyMasters } from './no-empty-masters.ts';
import { noOpenSlots } from './no-open-slots.ts';
import { nodeCounts } from './node-counts.ts';
import { nodesAgree } from './nodes-agree.ts';
import { nodesKnown } from './nodes-known.ts';
import { nodesNotFailed } from './nodes-not-failed.ts';
import { sameSettings } from './same-settings.ts';
import type { ShardedRule } from './sharded-rule.ts';
import { shardReplicasLinked } from './shard-replicas-linked.ts';
import { shardsAcceptWrites } from './shards-accept-writes.ts';
import { shardsHaveReplicas } from './shards-have-replicas.ts';
import { shardsSpread } from './shards-spread.ts';
import { slotsCovered } from './slots-covered.ts';
import { slotsOnce } from './slots-once.ts';

/** The rules that only a Redis Cluster has, the most severe first. */
export const ownRules: readonly ShardedRule[] = [
  slotsCovered,
  slotsOnce,
  majorityOfMasters,
  commandsAccepted,
  shardsAcceptWrites,
  nodesNotFailed,
  nodesAgree,
  nodesKnown,
  shardsHaveReplicas,
  shardReplicasLinked,
  busConnected,
  nodeCounts,
  noOpenSlots,
  epochsUnique,
  noEmptyMasters,
  sameSettings,
  shardsSpread,
];

/** Every rule for a Redis Cluster, in the order of the findings. */
export const shardedRules: readonly ShardedRule[] = [
  nodesAnswer,
  addressesReachable,
  ...ownRules,
  authSet,
  persistenceHealthy,
  memoryBounded,
  oneVersion,
];
