import type { StatusFinding } from '../../cluster/rules/status-rule.ts';
import { checkSnapshot } from '../../cluster/status/check-snapshot.ts';
import type { ClusterSnapshot } from '../../cluster/status/cluster-snapshot.ts';
import { statusRows } from '../../cluster/status/status-rows.ts';
import { topologyOf, type Topology } from '../../cluster/status/topology.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import type { SnapshotRequest } from '../../redis/read-snapshot.ts';
import { snapshotRequest, type LiveClusterOptions } from './snapshot-request.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** How `cluster status` is called. */
export interface StatusOptions extends LiveClusterOptions {
  /** How many replicas there should be. @default any number */
  readonly expectReplicas?: number | undefined;
  /** How many sentinels there should be. @default any number */
  readonly expectSentinels?: number | undefined;
}

/** A live cluster at one moment, and what is wrong with it. */
export interface ClusterStatus {
  readonly snapshot: ClusterSnapshot;
  /** Errors first; empty for a healthy cluster. */
  readonly findings: readonly StatusFinding[];
  readonly topology: Topology;
  /** One row per node, as the status table shows it. */
  readonly rows: readonly (readonly string[])[];
}

/** More than any cluster has. */
const most = 999_999;

/** What `cluster status` reads. Throws if one of the options is wrong. */
export function statusRequest(options: StatusOptions): SnapshotRequest {
  const replicas = wholeNumber('expect-replicas', options.expectReplicas, 0, most);
  const sentinels = wholeNumber('expect-sentinels', options.expectSentinels, 0, most);
  return {
    ...snapshotRequest(options),
    expected: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(sentinels === undefined ? {} : { sentinels }),
    },
  };
}

/** Reads a live cluster and checks it. Throws if no sentinel answers. */
export async function checkCluster(request: SnapshotRequest): Promise<ClusterStatus> {
  const snapshot = await takeSnapshot(request);
  return {
    snapshot,
    findings: checkSnapshot(snapshot),
    topology: topologyOf(snapshot),
    rows: statusRows(snapshot),
  };
}
