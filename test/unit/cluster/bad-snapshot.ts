import type { ClusterSnapshot } from '../../../src/cluster/status/cluster-snapshot.ts';

/** A state that a rule reports. */
export interface BadSnapshot {
  readonly name: string;
  readonly snapshot: ClusterSnapshot;
  /** The state that is right. @default the healthy cluster */
  readonly right?: ClusterSnapshot;
  readonly rule: string;
  readonly node?: string | undefined;
}
