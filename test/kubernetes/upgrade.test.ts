import { describe, expect, it } from 'vitest';
import { helmMajors } from '../support/helm.ts';
import { useCluster, type Component, type Namespace } from '../support/kubernetes/cluster.ts';
import { isReady, type Pod, type Secret } from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');
const components: readonly Component[] = ['redis', 'sentinel'];

const ordinal = (name: string): number => Number(name.slice(name.lastIndexOf('-') + 1));

/** What happened to the pods of a component since `from`, such as `ended 2`. */
async function history(namespace: Namespace, component: Component, from: number) {
  const set = (await namespace.statefulSet('cache', component)).metadata.name;
  return cluster.agent.events
    .slice(from)
    .filter((event) => event.namespace === namespace.name)
    .filter(({ pod }) => pod.slice(0, pod.lastIndexOf('-')) === set)
    .map(({ what, pod }) => `${what} ${ordinal(pod)}`);
}

async function installed(major: 3 | 4, values = {}): Promise<Namespace> {
  const namespace = await cluster.namespace();
  await done(namespace.helm(major).install('cache', chart, values));
  return namespace;
}

const secretOf = async (namespace: Namespace) =>
  (await cluster.api.get<Secret>(namespace.path('secrets', 'cache-redis-sentinel'))).data;

const variable = (pod: Pod, name: string): string | undefined =>
  pod.spec.containers[0]?.env?.find((each) => each.name === name)?.value;

describe.each(helmMajors)('an upgrade by helm %i as Rancher does it', (major) => {
  it('replaces one pod after the other, the last first, each after the one before is Ready', async () => {
    const namespace = await installed(major);
    const before = await secretOf(namespace);
    const from = cluster.agent.events.length;
    const run = await done(
      namespace.helm(major).upgrade('cache', chart, { timezone: 'Europe/Berlin' }),
    );
    expect(run.stdout).toContain('STATUS: deployed');
    for (const component of components) {
      // helm 3 returns when the last pod that it waits for is replaced; the agent notes it a moment later.
      const all = await until('three pods are replaced', async () => {
        const events = await history(namespace, component, from);
        return events.length >= 6 && events;
      });
      expect(all).toEqual(['ended 2', 'ready 2', 'ended 1', 'ready 1', 'ended 0', 'ready 0']);
      const zones = (await namespace.pods('cache', component)).map((pod) => variable(pod, 'TZ'));
      expect(zones).toEqual(['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin']);
    }
    // A generated password is in no value: it comes from the cluster.
    expect(await secretOf(namespace)).toEqual(before);
  });

  it('goes no further than a pod that does not become Ready, and continues when it does', async () => {
    const namespace = await installed(major);
    const last = `${(await namespace.statefulSet('cache', 'redis')).metadata.name}-2`;
    cluster.agent.keepUnready(namespace.name, last);
    const from = cluster.agent.events.length;
    const helm = namespace.helm(major);
    const run = await helm.upgrade('cache', chart, { timezone: 'Europe/Berlin' }, '8s');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('UPGRADE FAILED');
    const stopped = await history(namespace, 'redis', from);
    expect(stopped.filter((event) => !event.endsWith(' 2'))).toEqual([]);
    const ready = (await namespace.pods('cache', 'redis')).filter(isReady);
    expect(ready.map(({ metadata }) => ordinal(metadata.name))).toEqual([0, 1]);

    cluster.agent.letReady(namespace.name, last);
    await until('the others are replaced', async () =>
      (await history(namespace, 'redis', from)).includes('ready 0'),
    );
    await done(helm.upgrade('cache', chart, { timezone: 'Europe/Berlin' }));
  });

  it('takes a password of the user, and restarts the pods for it', async () => {
    const namespace = await installed(major);
    const from = cluster.agent.events.length;
    const values = { auth: { password: 'it\'s $new: {{ x }} \\ "quoted"' } };
    await done(namespace.helm(major).upgrade('cache', chart, values));
    const secret = await secretOf(namespace);
    expect(Buffer.from(secret?.['redis-password'] ?? '', 'base64').toString()).toBe(
      values.auth.password,
    );
    for (const component of components)
      expect(await history(namespace, component, from)).toContain('ended 2');
  });

  it('changes the number of pods, and keeps the volumes of those that leave', async () => {
    const namespace = await installed(major);
    const helm = namespace.helm(major);
    for (const [replicas, pods] of [
      [4, 5],
      [1, 2],
    ] as const) {
      await done(helm.upgrade('cache', chart, { replicas }));
      await until(`${pods} pods`, async () => {
        const found = await namespace.pods('cache', 'redis');
        return found.length === pods && found.every(isReady);
      });
    }
    const claims = await namespace.names('persistentvolumeclaims');
    expect(claims.filter((name) => !name.includes('-sentinel-sentinel-'))).toHaveLength(5);
  });
});

describe('a release of helm 3, which Rancher upgrades by helm 4 from 2.15 on', () => {
  it('keeps its passwords, and takes changed values', async () => {
    const namespace = await installed(3, { replicas: 1 });
    const before = await secretOf(namespace);
    const helm = namespace.helm(4);
    for (const timezone of ['Europe/Berlin', 'Asia/Tokyo']) {
      await done(helm.upgrade('cache', chart, { replicas: 1, timezone }));
      for (const component of components) {
        const zones = (await namespace.pods('cache', component)).map((pod) => variable(pod, 'TZ'));
        expect(new Set(zones)).toEqual(new Set([timezone]));
      }
    }
    expect(await secretOf(namespace)).toEqual(before);
    expect((await namespace.pods('cache', 'redis')).length).toBe(2);
    const list = await helm.run(['list', '--output=json']);
    expect(JSON.parse(list.stdout)).toMatchObject([{ status: 'deployed', revision: '3' }]);
  });
});
