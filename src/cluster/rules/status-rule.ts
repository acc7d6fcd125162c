import { formatEndpoint, type Endpoint } from '../endpoint.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';

/** A problem of a cluster. */
export interface StatusFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The node, `host:port`; undefined for a problem of the cluster as a whole. */
  readonly node?: string;
  readonly is: string;
  readonly expected: string;
  readonly fix: string;
}

/** A problem that a rule found; checkSnapshot adds the name of the rule. @default severity error */
export type StatusFault = Omit<StatusFinding, 'rule' | 'severity'> & {
  readonly severity?: 'warning';
};

/**
 * A check of a snapshot. docs/status-rules.md is generated from its texts and the snapshots of its tests.
 * `Seen` is the part of a snapshot that it reads: some rules hold for a Redis Cluster as well.
 */
export interface StatusRule<Seen = ClusterSnapshot> {
  readonly name: string;
  /** The sentence that must hold. */
  readonly requires: string;
  /** What happens otherwise. */
  readonly why: string;
  check(snapshot: Seen): readonly StatusFault[];
}

/** What every kind of cluster has: data nodes, and nodes that did not answer. */
export type SeenNodes = Pick<ClusterSnapshot, 'dataNodes' | 'silentDataNodes'> &
  Partial<Pick<ClusterSnapshot, 'sentinels' | 'silentSentinels'>>;

/** The `node` of a finding. */
export const nodeAt = (at: Endpoint) => ({ node: formatEndpoint(at) });
