import { describe, expect, it } from 'vitest';
import { helmMajors } from '../support/helm.ts';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { isReady } from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');
const values = { auth: { existingSecret: 'mine' } };

const encode = (text: string): string => Buffer.from(text).toString('base64');

const writeSecret = (namespace: Namespace, data: Readonly<Record<string, string>>) =>
  cluster.api.patch(
    `${namespace.path('secrets', 'mine')}?fieldManager=user&force=true`,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'mine' },
      data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, encode(text)])),
    },
    'apply-patch+yaml',
  );

const checksums = async (namespace: Namespace) =>
  (await namespace.pods('cache', 'redis')).map(
    ({ metadata }) => metadata.annotations?.['checksum/passwords'],
  );

describe.each(helmMajors)('a Secret of the user, with helm %i', (major) => {
  it('is waited for by the pods, which start as soon as it has both keys', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    const failed = await helm.install('cache', chart, values, '5s');
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('INSTALLATION FAILED');
    const waiting = await namespace.pods('cache', 'redis');
    expect(waiting).toHaveLength(3);
    expect(waiting.filter(isReady)).toEqual([]);

    await writeSecret(namespace, { 'redis-password': 'one' });
    const half = await helm.upgrade('cache', chart, values, '5s');
    expect(half.status).toBe(1);
    expect(half.stderr).toMatch(/existingSecret.*mine.*sentinel-password/);

    await writeSecret(namespace, { 'redis-password': 'one', 'sentinel-password': 'two' });
    await done(helm.upgrade('cache', chart, values));
    expect((await namespace.pods('cache', 'redis')).filter(isReady)).toHaveLength(3);
  });

  it('makes no other, restarts the pods when it changes, and stays when the release is deleted', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    await writeSecret(namespace, { 'redis-password': 'one', 'sentinel-password': 'two' });
    await done(helm.install('cache', chart, values));
    const secrets = async () =>
      (await namespace.names('secrets')).filter((name) => !/-token-|^sh\.helm/.test(name));
    expect(await secrets()).toEqual(['mine']);

    const before = await checksums(namespace);
    await writeSecret(namespace, { 'redis-password': 'three', 'sentinel-password': 'two' });
    await done(helm.upgrade('cache', chart, values));
    const after = await checksums(namespace);
    expect(new Set(after).size).toBe(1);
    expect(before).not.toContain(after[0]);

    await done(helm.uninstall('cache'));
    expect(await secrets()).toEqual(['mine']);
  });
});
