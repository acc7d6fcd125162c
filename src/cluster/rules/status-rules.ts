import { addressesReachable } from './addresses-reachable.ts';
import { authSet } from './auth-set.ts';
import { configurationKept } from './configuration-kept.ts';
import { countsAsExpected } from './counts-as-expected.ts';
import { idsUnique } from './ids-unique.ts';
import { majorityReachable } from './majority-reachable.ts';
import { memoryBounded } from './memory-bounded.ts';
import { minReplicasMet } from './min-replicas-met.ts';
import { namedMasterIsMaster } from './named-master-is-master.ts';
import { noFailoverUnderWay } from './no-failover-under-way.ts';
import { noGhostReplicas } from './no-ghost-replicas.ts';
import { noGhostSentinels } from './no-ghost-sentinels.ts';
import { noTilt } from './no-tilt.ts';
import { nodesAnswer } from './nodes-answer.ts';
import { oneMaster } from './one-master.ts';
import { oneVersion } from './one-version.ts';
import { persistenceHealthy } from './persistence-healthy.ts';
import { quorumReachable } from './quorum-reachable.ts';
import { replicaLagBounded } from './replica-lag-bounded.ts';
import { replicaPromotable } from './replica-promotable.ts';
import { replicasFollowMaster } from './replicas-follow-master.ts';
import { replicasLinked } from './replicas-linked.ts';
import type { StatusRule } from './status-rule.ts';
import { sentinelsAgree } from './sentinels-agree.ts';
import { spreadOverHosts } from './spread-over-hosts.ts';
import { timingsSane } from './timings-sane.ts';

/** Every rule, in the order of the findings: the most severe first. */
export const statusRules: readonly StatusRule[] = [
  oneMaster,
  sentinelsAgree,
  namedMasterIsMaster,
  nodesAnswer,
  addressesReachable,
  noFailoverUnderWay,
  quorumReachable,
  majorityReachable,
  replicaPromotable,
  minReplicasMet,
  replicasFollowMaster,
  replicasLinked,
  replicaLagBounded,
  noTilt,
  idsUnique,
  noGhostSentinels,
  noGhostReplicas,
  countsAsExpected,
  timingsSane,
  authSet,
  persistenceHealthy,
  configurationKept,
  memoryBounded,
  oneVersion,
  spreadOverHosts,
];
