import { formatEndpoint } from '../../../cluster/endpoint.ts';
import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';
import type { SandboxNeeds } from './drill-needs.ts';

const firstMappedPort = 20_001;

const listOf = (nodes: readonly NodeSpec[]) => nodes.map(({ at }) => formatEndpoint(at)).join(',');

/** What a node of a Redis Cluster finds out from Rancher: its host. How many nodes there are is an answer. */
const shardVariables = (nodes: readonly NodeSpec[], { name }: NodeSpec) => ({
  host_id: name,
  cluster_nodes: String(nodes.length),
});

/**
 * Changes planned nodes so that they find each other by names, and find their own addresses. If ports
 * are mapped, all nodes, and the nodes among themselves, use the ports of `outerHost`.
 */
export function inStack(
  nodes: readonly NodeSpec[],
  entry: ClusterEntry,
  needs: SandboxNeeds,
  outerHost: string,
): NodeSpec[] {
  const bare = nodes.map((node) => ({
    ...node,
    env: {
      ...entry.services[node.role],
      ...needs.env,
      ...(node.role === 'cluster' ? shardVariables(nodes, node) : {}),
    },
  }));
  if (needs.isMapped !== true) return bare;
  const outer = bare.map((node, index) => ({
    ...node,
    at: { host: outerHost, port: firstMappedPort + index },
  }));
  return outer.map((node) => ({
    ...node,
    env: {
      ...node.env,
      announce_ip: node.at.host,
      announce_port: String(node.at.port),
      redis_hosts: listOf(outer.filter(isData)),
      sentinel_hosts: listOf(outer.filter(isSentinel)),
    },
  }));
}
