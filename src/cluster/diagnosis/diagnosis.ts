import type { StatusFinding } from '../rules/status-rule.ts';

/**
 * `healthy`: at most warnings. `degraded`: writes are accepted, but something needs a fix. `failing-over`:
 * no writes for the moment; the sentinels or the other masters replace the master. `down`: no writes until an operator acts.
 * `cannot-look`: what was read is not enough to know the state.
 */
export type ClusterState = 'healthy' | 'degraded' | 'failing-over' | 'down' | 'cannot-look';

/** A problem that does not follow from another one. */
export interface Cause {
  /** The rule that found it, or `sentinels-silent`, `nodes-silent`, `master-unknown`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The nodes that have it, `host:port`; empty for the cluster as a whole. */
  readonly nodes: readonly string[];
  readonly is: string;
  readonly expected: string;
  readonly fix: string;
  /** What is so because of it. It needs no fix of its own. */
  readonly follows: readonly StatusFinding[];
}

/** What is wrong with a cluster, for a person. */
export interface Diagnosis {
  readonly state: ClusterState;
  /** One line: the state, then what it means now. */
  readonly headline: string;
  /** The headline without what changes from one moment to the next. */
  readonly summary: string;
  /** The most important first; empty for a healthy cluster. */
  readonly causes: readonly Cause[];
  /** What the rules found: causes and what follows from them. */
  readonly findings: readonly StatusFinding[];
}

/** A headline and its summary. */
export type Headline = Pick<Diagnosis, 'state' | 'headline' | 'summary'>;

/** The word of each state in a headline. */
const words: Readonly<Record<ClusterState, string>> = {
  healthy: 'HEALTHY',
  degraded: 'DEGRADED',
  'failing-over': 'FAILING OVER',
  down: 'DOWN',
  'cannot-look': 'CANNOT LOOK',
};

/** `DOWN (no writes for 34 s): reason`; `moment` is what changes from one moment to the next. */
export function headlineOf(state: ClusterState, reason: string, moment = ''): Headline {
  const rest = reason === '' ? '' : `: ${reason}`;
  const momentary = moment === '' ? '' : ` (${moment})`;
  return {
    state,
    headline: `${words[state]}${momentary}${rest}`,
    summary: `${words[state]}${rest}`,
  };
}
