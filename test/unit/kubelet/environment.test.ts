import { expect, test } from 'vitest';
import { environmentOf, expand, NotYet } from '../../support/kubernetes/kubelet/environment.ts';
import type { RunPod, Variable } from '../../support/kubernetes/kubelet/pod-spec.ts';

const pod: RunPod = {
  metadata: { name: 'cache-0', namespace: 'shop', uid: 'u-1' },
  spec: { nodeName: 'node-1', containers: [] },
  status: {},
};

const environment = async (variables: readonly Variable[]) =>
  environmentOf(variables, pod, '10.0.0.7', async (kind, name, key) =>
    key === 'there' ? `${kind}/${name}` : undefined,
  );

test('variables are expanded in order, and only those that are set before', async () => {
  const found = await environment([
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'instance', value: 'shop.$(POD) $(later) $$(POD)' },
    { name: 'later', value: 'x' },
  ]);
  expect(found).toMatchObject({ instance: 'shop.cache-0 $(later) $(POD)', HOSTNAME: 'cache-0' });
});

test('a dollar sign alone stays as it is', () => {
  expect(expand('a$b $(', {})).toBe('a$b $(');
});

test('fields of the pod, keys of Secrets and of ConfigMaps are looked up', async () => {
  const found = await environment([
    { name: 'address', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'secret', valueFrom: { secretKeyRef: { name: 's', key: 'there' } } },
    { name: 'map', valueFrom: { configMapKeyRef: { name: 'm', key: 'there' } } },
    { name: 'none', valueFrom: { secretKeyRef: { name: 's', key: 'no', optional: true } } },
  ]);
  expect(found).toMatchObject({ address: '10.0.0.7', secret: 'secrets/s', map: 'configmaps/m' });
  expect(found).not.toHaveProperty('none');
});

test('a container waits for a key that is missing', async () => {
  const key = { name: 's', key: 'no' };
  await expect(environment([{ name: 'x', valueFrom: { secretKeyRef: key } }])).rejects.toThrow(
    NotYet,
  );
});
