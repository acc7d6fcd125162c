import { expect, test } from 'vitest';
import { ClusterNames, resolverOf } from '../../support/kubernetes/kubelet/cluster-names.ts';
import type { Endpoints } from '../../support/kubernetes/objects.ts';

const endpoints = (...addresses: readonly string[]): Endpoints => ({
  metadata: { name: 'cache', namespace: 'shop', uid: 'u-1' },
  subsets: [{ addresses: addresses.map((ip, index) => ({ ip, hostname: `cache-${index}` })) }],
});

const service = 'cache.shop.svc.cluster.local';

function namesAt() {
  let now = 0;
  const names = new ClusterNames({ foundMs: 5000, missingMs: 30_000 }, () => now);
  return {
    names,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('a Service resolves to the addresses of all pods, and the name of a pod to its own', () => {
  const { names } = namesAt();
  names.update({ type: 'changed', object: endpoints('10.0.0.1', '10.0.0.2') });
  expect(names.get(service)).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(names.get(`cache-1.${service}`)).toEqual(['10.0.0.2']);
  expect(names.get('cache')).toEqual([]);
});

test('that a name does not exist is stored until its time ends', () => {
  const { names, pass } = namesAt();
  expect(names.get(service)).toEqual([]);
  names.update({ type: 'changed', object: endpoints('10.0.0.1') });
  pass(29_999);
  expect(names.get(service)).toEqual([]);
  expect(names.current(service)).toEqual(['10.0.0.1']);
  pass(1);
  expect(names.get(service)).toEqual(['10.0.0.1']);
});

test('addresses are stored as well, and for a shorter time', () => {
  const { names, pass } = namesAt();
  names.update({ type: 'changed', object: endpoints('10.0.0.1') });
  expect(names.get(service)).toEqual(['10.0.0.1']);
  names.update({ type: 'deleted', object: endpoints() });
  expect(names.get(service)).toEqual(['10.0.0.1']);
  pass(5000);
  expect(names.get(service)).toEqual([]);
});

test('pods look in their own namespace first', () => {
  expect(resolverOf('shop', '10.88.0.1')).toContain('search shop.svc.cluster.local svc.cluster');
});
