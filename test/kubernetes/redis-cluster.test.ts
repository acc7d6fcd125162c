import { describe, expect, it } from 'vitest';
import { helmMajors } from '../support/helm.ts';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { inventory } from '../support/kubernetes/inventory.ts';
import { isReady, type Secret } from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-cluster');

const name = 'cache-redis-cluster';
const ordinals = [0, 1, 2, 3, 4, 5];
const claims = ordinals.map((ordinal) => `persistentvolumeclaims/data-${name}-${ordinal}`);

const passwords = async (namespace: Namespace) =>
  (await cluster.api.get<Secret>(namespace.path('secrets', name))).data;

describe.each(helmMajors)('a Redis Cluster that helm %i installs as Rancher does', (major) => {
  it('is ready when its pods can share nodes, replaces the last pod first, and leaves data and password', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    // Six pods, one per node, and three nodes.
    expect((await helm.install('cache', chart, {}, '8s')).status).toBe(1);
    expect((await namespace.pods('cache', 'redis')).filter(isReady)).toHaveLength(3);
    const before = await passwords(namespace);

    await done(helm.upgrade('cache', chart, { onePerHost: false }));
    expect((await namespace.pods('cache', 'redis')).filter(isReady)).toHaveLength(6);
    const from = cluster.agent.events.length;
    await done(helm.upgrade('cache', chart, { onePerHost: false, timezone: 'Europe/Berlin' }));
    const ended = cluster.agent.events
      .slice(from)
      .filter((event) => event.namespace === namespace.name && event.what === 'ended')
      .map(({ pod }) => pod);
    expect(ended).toEqual(ordinals.toReversed().map((ordinal) => `${name}-${ordinal}`));
    expect(await passwords(namespace)).toEqual(before);

    await done(helm.uninstall('cache'));
    await until('all pods have ended', async () => (await namespace.names('pods')).length === 0);
    await until('endpoints are gone', async () => {
      return (await namespace.names('endpoints')).length === 0;
    });
    expect(await inventory(namespace)).toEqual([...claims, `secrets/${name}`].toSorted());
  });
});
