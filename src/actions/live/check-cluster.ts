import { diagnose } from '../../cluster/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../cluster/diagnosis/diagnosis.ts';
import type { ClusterSnapshot } from '../../cluster/status/cluster-snapshot.ts';
import { statusExitCode, type FailOn } from '../../cluster/diagnosis/status-exit-code.ts';
import { statusRows } from '../../cluster/status/status-rows.ts';
import { topologyOf, type Topology } from '../../cluster/status/topology.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { readSnapshot, type SnapshotRequest } from '../../redis/read-snapshot.ts';
import { snapshotRequest, type LiveClusterOptions } from './snapshot-request.ts';
import { lookDiagnostics } from './take-snapshot.ts';

/** How `cluster status` is called. */
export interface StatusOptions extends LiveClusterOptions {
  /** How many replicas there should be. @default any number */
  readonly expectReplicas?: number | undefined;
  /** How many sentinels there should be. @default any number */
  readonly expectSentinels?: number | undefined;
}

/** A live cluster at one moment, and what is wrong with it. */
export interface ClusterStatus {
  readonly diagnosis: Diagnosis;
  readonly exitCode: number;
  /** What was read; undefined if no sentinel provided a view. */
  readonly seen: SeenCluster | undefined;
  /** Why no sentinel provided a view; otherwise empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a status shows of a cluster that was read. */
export interface SeenCluster {
  readonly snapshot: ClusterSnapshot;
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

/** Reads a live cluster and checks it. That it cannot be read is a status as well. */
export async function checkCluster(
  request: SnapshotRequest,
  failOn?: FailOn,
): Promise<ClusterStatus> {
  const answer = await readSnapshot(request);
  const { snapshot } = answer;
  const diagnosis = diagnose(answer);
  return {
    diagnosis,
    exitCode: statusExitCode(diagnosis, failOn),
    seen: snapshot && {
      snapshot,
      topology: topologyOf(snapshot),
      rows: statusRows(snapshot),
    },
    diagnostics: lookDiagnostics(answer),
  };
}
