import type { SandboxChanges } from '../../../src/actions/sandbox/sandbox-shape.ts';
import type { IncidentCluster } from './incident-cluster.ts';

/** A cluster, what happens to it, and the moments at which it is read. */
export interface Scenario {
  readonly name: string;
  /** @default one master, two replicas, three sentinels, with both passwords */
  readonly changes?: SandboxChanges;
  /** Whether it is healthy before the incident. @default true */
  readonly startsHealthy?: boolean;
  run(cluster: IncidentCluster): Promise<void>;
}

export const passwords = { redis_password: 'data', sentinel_password: 'sentinel' };
