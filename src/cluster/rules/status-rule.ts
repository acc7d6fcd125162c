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

/** A check of a snapshot. `requires` is the sentence that must hold. */
export interface StatusRule {
  readonly name: string;
  readonly requires: string;
  check(snapshot: ClusterSnapshot): readonly StatusFault[];
}

/** The `node` of a finding. */
export const nodeAt = (at: Endpoint) => ({ node: formatEndpoint(at) });
