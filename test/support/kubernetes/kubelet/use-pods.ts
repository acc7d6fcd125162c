import type { HelmMajor } from '../../helm.ts';
import { useNodes, type Cluster } from '../cluster.ts';
import { done, type PackedChart, type Values } from '../rancher-helm.ts';
import { canRunPods } from './network.ts';
import { PodCluster } from './pod-cluster.ts';
import { PodRelease } from './pod-release.ts';

/** Three nodes that run pods, for the tests of a file. */
export const usePods = (): Cluster<PodCluster> =>
  useNodes((api) => PodCluster.start(api, 3), { skip: !canRunPods });

/** Installs a release `cache` into a namespace of its own, as Rancher does, and waits until its pods are Ready. */
export async function install(
  cluster: Cluster<PodCluster>,
  chart: PackedChart,
  values: Values = {},
  major: HelmMajor = 4,
): Promise<PodRelease> {
  const namespace = await cluster.namespace();
  await done(namespace.helm(major).install('cache', chart, values));
  return PodRelease.of(cluster.agent, namespace, 'cache');
}
