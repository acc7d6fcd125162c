import { expect, it } from 'vitest';
import type { Refusal } from '../support/kubernetes/api.ts';
import { useCluster, type Component, type Namespace } from '../support/kubernetes/cluster.ts';
import type { Pod } from '../support/kubernetes/objects.ts';
import { done, type PackedChart, type Values } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = useCluster();
const sentinel = await generatedChart('redis-sentinel');
const sharded = await generatedChart('redis-cluster');

const cases: readonly [string, PackedChart, Values, Component][] = [
  ['redis-sentinel', sentinel, {}, 'redis'],
  ['redis-sentinel', sentinel, {}, 'sentinel'],
  ['redis-cluster', sharded, { onePerHost: false }, 'redis'],
];

const evict = (namespace: Namespace, { metadata: { name } }: Pod) =>
  cluster.api.send<Refusal>('POST', `${namespace.path('pods', name)}/eviction`, {
    apiVersion: 'policy/v1beta1',
    kind: 'Eviction',
    metadata: { name, namespace: namespace.name },
  });

it.each(cases)(
  'a pod of %s is evicted only while all others of its kind are Ready (%#)',
  async (_name, chart, values, component) => {
    const namespace = await cluster.namespace();
    await done(namespace.helm(4).install('cache', chart, values));
    const [first, second] = await until('the budget counts all pods', async () => {
      const pods = await namespace.pods('cache', component);
      const { name } = (await namespace.statefulSet('cache', component)).metadata;
      const { status } = await cluster.api.get<{
        readonly status: { readonly disruptionsAllowed: number };
      }>(namespace.path('policy/v1beta1/poddisruptionbudgets', name));
      return status.disruptionsAllowed === 1 && pods;
    });
    if (first === undefined || second === undefined) throw new Error('no pods');
    expect((await evict(namespace, first)).status).toBe(201);
    cluster.agent.keepUnready(namespace.name, first.metadata.name);
    const refused = await evict(namespace, second);
    expect(refused.status).toBe(429);
    expect(refused.body.message).toContain("violate the pod's disruption budget");

    // The next pod of this name runs and is not Ready.
    await until('the first is replaced', async () => {
      const next = await cluster.api.send<Pod>('GET', namespace.path('pods', first.metadata.name));
      if (next.status !== 200) return false;
      return next.body.metadata.uid !== first.metadata.uid && next.body.status.phase === 'Running';
    });
    expect((await evict(namespace, second)).status).toBe(429);
    cluster.agent.letReady(namespace.name, first.metadata.name);
    await until('the second can be evicted', async () => {
      return (await evict(namespace, second)).status === 201;
    });
  },
);

it('a pod of Redis is evicted while a sentinel is not Ready', async () => {
  const namespace = await cluster.namespace();
  await done(namespace.helm(4).install('cache', sentinel));
  const evicted = async (component: Component) => {
    const [pod] = await namespace.pods('cache', component);
    if (pod === undefined) throw new Error('no pod');
    await until('it can be evicted', async () => (await evict(namespace, pod)).status === 201);
    return pod.metadata.name;
  };
  cluster.agent.keepUnready(namespace.name, await evicted('sentinel'));
  expect(await evicted('redis')).toMatch(/^cache-redis-sentinel-\d$/);
});
