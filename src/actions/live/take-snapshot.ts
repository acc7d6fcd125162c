import { lookObstacles } from '../../cluster/diagnosis/look-obstacles.ts';
import type { ClusterSnapshot, SnapshotAnswer } from '../../cluster/status/cluster-snapshot.ts';
import { CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readSnapshot, type SnapshotRequest } from '../../redis/read-snapshot.ts';

/** Why a cluster could not be read; empty if it could. */
export function lookDiagnostics(answer: SnapshotAnswer): Diagnostic[] {
  if (answer.snapshot) return [];
  return lookObstacles(answer).map(({ rule, is, fix }) => ({
    code: rule,
    severity: 'error',
    message: is,
    hint: fix,
  }));
}

/** Reads a live cluster. Throws why it cannot be read: each reason, with the sentinels that have it. */
export async function takeSnapshot(request: SnapshotRequest): Promise<ClusterSnapshot> {
  const answer = await readSnapshot(request);
  if (answer.snapshot) return answer.snapshot;
  throw new CatalogError(lookDiagnostics(answer));
}
