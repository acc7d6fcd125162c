import { expect, test } from 'vitest';
import { planSandbox } from '../../../src/cluster/sandbox/plan-sandbox.ts';

const shape = {
  kind: 'cluster',
  nodes: 6,
  replicas: 0,
  sentinels: 0,
  net: '127.40.9',
  services: {
    master: {},
    slave: {},
    sentinel: {},
    cluster: { redis_port: '6379', cluster_replicas: '1' },
  },
} as const;

test('a sandbox of a Redis Cluster has equal nodes, each on a host of its own', () => {
  const { nodes } = planSandbox(shape);
  expect(nodes.map(({ name, role, at }) => `${name} ${role} ${at.host}:${at.port}`)).toEqual(
    [1, 2, 3, 4, 5, 6].map((last) => `node-${last} cluster 127.40.9.${last}:6379`),
  );
  expect(nodes[1]?.env).toEqual({
    redis_port: '6379',
    cluster_replicas: '1',
    cluster_hosts: [1, 2, 3, 4, 5, 6].map((last) => `127.40.9.${last}:6379`).join(','),
    cluster_nodes: '6',
    host_id: '127.40.9.2',
    bind_address: '127.40.9.2',
  });
});

test('its nodes have another port where one is wanted', () => {
  const [first] = planSandbox({ ...shape, portBase: 7000 }).nodes;
  expect(first?.at.port).toBe(7000);
  expect(first?.env.redis_port).toBe('7000');
  expect(first?.env.cluster_hosts).toContain('127.40.9.6:7000');
});
