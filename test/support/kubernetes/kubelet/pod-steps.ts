import { deepEqual } from 'node:assert/strict';
import type { KubernetesApi } from '../api.ts';
import type { Pod } from '../objects.ts';
import { done, type PackedChart, type Values } from '../rancher-helm.ts';
import { until } from '../until.ts';
import type { DrilledPods } from './pod-drill.ts';
import { nameOf, type DrilledRelease, type PodRelease } from './pod-release.ts';

/** Another incarnation of a pod exists. */
export async function replaced({ namespace }: DrilledRelease, pod: Pod): Promise<void> {
  const path = namespace.path('pods', nameOf(pod));
  await until(`${nameOf(pod)} is replaced`, async () => {
    const { status, body } = await namespace.api.send<Pod>('GET', path);
    return status === 200 && body.metadata.uid !== pod.metadata.uid;
  });
}

/** Deletes a pod; with 0 by force: the server forgets it at once. */
export async function deletePod({ namespace }: DrilledRelease, pod: Pod, graceSeconds?: number) {
  const options = graceSeconds === undefined ? undefined : { gracePeriodSeconds: graceSeconds };
  await namespace.api.remove(namespace.path('pods', nameOf(pod)), options);
}

/** Deletes a pod, and waits until another incarnation exists. */
export async function replacePod(release: DrilledRelease, pod: Pod, graceSeconds?: number) {
  await deletePod(release, pod, graceSeconds);
  await replaced(release, pod);
}

/** Upgrades a release with a change that replaces all its pods; each run of a drill has another one. */
export async function upgradeAll(
  { release, run }: DrilledPods<DrilledRelease>,
  chart: PackedChart,
  values: Values = {},
): Promise<void> {
  const before = new Set((await release.all()).map(({ metadata }) => metadata.uid));
  const timezone = ['Europe/Berlin', 'Asia/Tokyo', 'UTC'][run] ?? 'UTC';
  await done(release.namespace.helm(4).upgrade('cache', chart, { ...values, timezone }));
  await release.whole();
  const kept = (await release.all()).filter(({ metadata }) => before.has(metadata.uid));
  deepEqual(kept.map(nameOf), [], 'pods that were not replaced');
}

/** Sets how many pods the sets of a release have, as `kubectl scale` does. */
export async function scale(release: PodRelease, redis: number, sentinels: number): Promise<void> {
  const { api } = release.namespace;
  await setReplicas(api, release.namespace.path('apps/v1/statefulsets', release.sets.redis), redis);
  await setReplicas(
    api,
    release.namespace.path('apps/v1/statefulsets', release.sets.sentinel),
    sentinels,
  );
}

const setReplicas = (api: KubernetesApi, path: string, replicas: number) =>
  api.patch(`${path}/scale`, { spec: { replicas } });

/** Waits until no pod of a release is left. */
export async function stopped(release: PodRelease): Promise<void> {
  await until('no pod is left', async () => (await release.all()).length === 0);
}
