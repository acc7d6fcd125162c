import type { Environment } from '../../cluster/sandbox/node-spec.ts';
import type { SandboxShape } from '../../cluster/sandbox/plan-sandbox.ts';
import type { ClusterEntry } from './load-cluster-entry.ts';

/** How a sandbox differs from the answers of its entry. */
export interface SandboxChanges {
  /** Nodes of a Redis Cluster. @default the number that the entry has */
  readonly nodes?: number | undefined;
  /** @default the number that the entry has */
  readonly replicas?: number | undefined;
  /** @default the number that the entry has */
  readonly sentinels?: number | undefined;
  /** Port of the master. @default the port that the entry has */
  readonly portBase?: number | undefined;
  /** Variables of all nodes that override those of the entry. @default none */
  readonly env?: Environment | undefined;
}

/** The port of the first node of an entry. */
export const firstPortOf = ({ kind, services }: ClusterEntry): number =>
  Number(services[kind === 'cluster' ? 'cluster' : 'master'].redis_port);

/** The shape of a sandbox of an entry, on the addresses of `net` (the first three numbers of each). */
export function sandboxShape(
  entry: ClusterEntry,
  net: string,
  { nodes, replicas, sentinels, portBase, env }: SandboxChanges,
): SandboxShape {
  return {
    kind: entry.kind,
    net,
    nodes: nodes ?? entry.nodes,
    replicas: replicas ?? entry.replicas,
    sentinels: sentinels ?? entry.sentinels,
    services: entry.services,
    ...(portBase === undefined ? {} : { portBase }),
    ...(env === undefined ? {} : { extra: env }),
  };
}
