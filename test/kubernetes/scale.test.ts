import { describe, expect, it } from 'vitest';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');

const conflict =
  'Apply failed with 1 conflict: conflict with "rancher" using apps/v1: .spec.replicas';

/** What + and - in Rancher do: an update under another name than helm's. */
async function scaleInRancher(namespace: Namespace, replicas: number): Promise<void> {
  const { name } = (await namespace.statefulSet('cache', 'redis')).metadata;
  const path = `${namespace.path('apps/v1/statefulsets', name)}?fieldManager=rancher`;
  await cluster.api.patch(path, { spec: { replicas } });
}

const replicas = async (namespace: Namespace): Promise<number> =>
  (await namespace.statefulSet('cache', 'redis')).spec.replicas;

describe('a number of pods that was changed in Rancher, not by values', () => {
  it('goes back to that of the values at the next upgrade by helm 3', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(3);
    await done(helm.install('cache', chart));
    await scaleInRancher(namespace, 5);
    await done(helm.upgrade('cache', chart, { timezone: 'Europe/Berlin' }));
    expect(await replicas(namespace)).toBe(3);
  });

  it('makes the next upgrade by helm 4 fail, until helm takes the number back by force', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(4);
    await done(helm.install('cache', chart));
    const notes = await done(helm.run(['get', 'notes', 'cache']));
    expect(notes.stdout).toContain('the next upgrade would fail with a conflict on .spec.replicas');
    await scaleInRancher(namespace, 5);
    const run = await helm.upgrade('cache', chart, { timezone: 'Europe/Berlin' });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(conflict);
    expect(await replicas(namespace)).toBe(5);

    await done(
      helm.run([
        'upgrade',
        '--reuse-values',
        '--force-conflicts',
        '--wait=watcher',
        'cache',
        chart.file,
      ]),
    );
    expect(await replicas(namespace)).toBe(3);
    await done(helm.upgrade('cache', chart, { replicas: 3 }));
    expect(await replicas(namespace)).toBe(4);
  });

  it('is in the way of helm 4 also when it was set back, as soon as values change the number', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(4);
    await done(helm.install('cache', chart));
    await scaleInRancher(namespace, 5);
    await scaleInRancher(namespace, 3);
    await done(helm.upgrade('cache', chart, { timezone: 'Europe/Berlin' }));
    const run = await helm.upgrade('cache', chart, { replicas: 3 });
    expect(run.stderr).toContain(conflict);
    expect(await replicas(namespace)).toBe(3);
  });
});
