import {
  lookObstacles,
  silentObstacles,
  type LookObstacle,
} from '../../cluster/diagnosis/look-obstacles.ts';
import type { ShardedAnswer } from '../../cluster/sharded/sharded-snapshot.ts';
import type { ClusterSnapshot, SnapshotAnswer } from '../../cluster/status/cluster-snapshot.ts';
import { CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readSnapshot, type SnapshotRequest } from '../../redis/read-snapshot.ts';

const diagnosticsOf = (obstacles: readonly LookObstacle[]): Diagnostic[] =>
  obstacles.map(({ rule, is, fix }) => ({ code: rule, severity: 'error', message: is, hint: fix }));

/** Why a cluster could not be read; empty if it could. */
export const lookDiagnostics = (answer: SnapshotAnswer): Diagnostic[] =>
  answer.snapshot ? [] : diagnosticsOf(lookObstacles(answer));

/** Why a Redis Cluster could not be read; empty if it could. */
export const silentDiagnostics = ({ snapshot, silent }: ShardedAnswer): Diagnostic[] =>
  snapshot ? [] : diagnosticsOf(silentObstacles(silent, 'node'));

/** Reads a live cluster. Throws why it cannot be read: each reason, with the sentinels that have it. */
export async function takeSnapshot(request: SnapshotRequest): Promise<ClusterSnapshot> {
  const answer = await readSnapshot(request);
  if (answer.snapshot) return answer.snapshot;
  throw new CatalogError(lookDiagnostics(answer));
}
