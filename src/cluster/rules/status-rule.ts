import { formatEndpoint, type Endpoint } from '../endpoint.ts';
import type { ClusterSnapshot } from '../status/cluster-snapshot.ts';

/** One thing that is not as it should be. */
export interface StatusFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The node it is about, `host:port`; undefined when it is about the cluster. */
  readonly node?: string;
  readonly is: string;
  readonly expected: string;
  readonly fix: string;
}

/** What a rule says of one case; the rule's name is added where rules are run. */
export type StatusFault = Omit<StatusFinding, 'rule' | 'severity'> & {
  readonly severity?: 'warning';
};

/** A pure look at a snapshot. `requires` is the sentence that must hold. */
export interface StatusRule {
  readonly name: string;
  readonly requires: string;
  check(snapshot: ClusterSnapshot): readonly StatusFault[];
}

/** The `node` of a finding. */
export const nodeAt = (at: Endpoint) => ({ node: formatEndpoint(at) });

/** `1 replica`, `2 replicas`. */
export const count = (number: number, noun: string) =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
