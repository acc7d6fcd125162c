import { formatEndpoint } from '../../cluster/endpoint.ts';
import {
  isData,
  isSentinel,
  isSharded,
  type NodeSpec,
  type SandboxPlan,
} from '../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { inspectCluster } from './cluster-health.ts';
import { inspectShards } from './shard-health.ts';

/** Where the masters are now, as `host:port`; none if no node reports it. */
async function mastersNow({ nodes, masterName }: SandboxPlan): Promise<Set<string>> {
  const look = isSharded(nodes) ? inspectShards(nodes) : inspectCluster(nodes, masterName);
  const seen = await look.catch(() => undefined);
  const dataNodes = seen?.snapshot.dataNodes ?? [];
  return new Set(
    dataNodes.filter(({ role }) => role === 'master').map(({ at }) => formatEndpoint(at)),
  );
}

/** Stops all nodes in an order without a failover: sentinels, replicas, then masters, which hand over to none then. */
export async function stopNodes(plan: SandboxPlan, runtime: Runtime): Promise<void> {
  const masters = await mastersNow(plan);
  const isMaster = ({ at }: NodeSpec) => masters.has(formatEndpoint(at));
  const stop = async (some: readonly NodeSpec[]) =>
    Promise.all(some.map(async (node) => runtime.stop(node)));
  await stop(plan.nodes.filter(isSentinel));
  await stop(plan.nodes.filter((node) => isData(node) && !isMaster(node)));
  await stop(plan.nodes.filter((node) => isData(node) && isMaster(node)));
}
