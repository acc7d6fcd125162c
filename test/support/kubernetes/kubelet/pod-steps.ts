import type { KubernetesApi } from '../api.ts';
import type { Pod } from '../objects.ts';
import { until } from '../until.ts';
import { nameOf, type PodRelease } from './pod-release.ts';

/** Another incarnation of a pod exists. */
export async function replaced(release: PodRelease, pod: Pod): Promise<void> {
  const path = release.namespace.path('pods', nameOf(pod));
  await until(`${nameOf(pod)} is replaced`, async () => {
    const { status, body } = await release.namespace.api.send<Pod>('GET', path);
    return status === 200 && body.metadata.uid !== pod.metadata.uid;
  });
}

/** Deletes a pod; with 0 by force: the server forgets it at once. */
export async function deletePod(release: PodRelease, pod: Pod, graceSeconds?: number) {
  const options = graceSeconds === undefined ? undefined : { gracePeriodSeconds: graceSeconds };
  await release.namespace.api.remove(release.namespace.path('pods', nameOf(pod)), options);
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
