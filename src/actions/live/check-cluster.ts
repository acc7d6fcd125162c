import { diagnose } from '../../cluster/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../cluster/diagnosis/diagnosis.ts';
import type { ClusterSnapshot } from '../../cluster/status/cluster-snapshot.ts';
import { statusExitCode, type FailOn } from '../../cluster/diagnosis/status-exit-code.ts';
import { diagnoseSharded } from '../../cluster/sharded/diagnose-sharded.ts';
import { shardedRows, shardTree, type ShardTree } from '../../cluster/sharded/sharded-rows.ts';
import type { ShardedSnapshot } from '../../cluster/sharded/sharded-snapshot.ts';
import { statusRows } from '../../cluster/status/status-rows.ts';
import { topologyOf, type Topology } from '../../cluster/status/topology.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readKind, type KindAnswer, type KindRequest } from '../../redis/read-kind.ts';
import { lookDiagnostics, silentDiagnostics } from './take-snapshot.ts';

/** A live cluster at one moment, and what is wrong with it. */
export interface ClusterStatus {
  readonly diagnosis: Diagnosis;
  readonly exitCode: number;
  /** What was read; undefined if no node provided a view. */
  readonly seen: SeenCluster | undefined;
  /** Why no node provided a view; otherwise empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a status shows of a cluster that was read: a master with sentinels, or a Redis Cluster. */
export type SeenCluster = {
  /** One row per node, as the status table shows it. */
  readonly rows: readonly (readonly string[])[];
} & (
  | {
      readonly kind: 'sentinel';
      readonly snapshot: ClusterSnapshot;
      readonly topology: Topology;
    }
  | {
      readonly kind: 'cluster';
      readonly snapshot: ShardedSnapshot;
      readonly topology: ShardTree;
    }
);

type Checked = Omit<ClusterStatus, 'exitCode'>;

function checkedSentinels({ answer }: Extract<KindAnswer, { kind: 'sentinel' }>): Checked {
  const { snapshot } = answer;
  return {
    diagnosis: diagnose(answer),
    seen: snapshot && {
      kind: 'sentinel',
      snapshot,
      topology: topologyOf(snapshot),
      rows: statusRows(snapshot),
    },
    diagnostics: lookDiagnostics(answer),
  };
}

function checkedShards({ answer }: Extract<KindAnswer, { kind: 'cluster' }>): Checked {
  const { snapshot } = answer;
  return {
    diagnosis: diagnoseSharded(answer),
    seen: snapshot && {
      kind: 'cluster',
      snapshot,
      topology: shardTree(snapshot),
      rows: shardedRows(snapshot),
    },
    diagnostics: silentDiagnostics(answer),
  };
}

/** Reads a live cluster and checks it. That it cannot be read is a status as well. */
export async function checkCluster(request: KindRequest, failOn?: FailOn): Promise<ClusterStatus> {
  const read = await readKind(request);
  const checked = read.kind === 'sentinel' ? checkedSentinels(read) : checkedShards(read);
  return { ...checked, exitCode: statusExitCode(checked.diagnosis, failOn) };
}
