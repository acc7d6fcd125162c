import { expect, test } from 'vitest';
import type { NodeSpec } from '../../../src/cluster/sandbox/node-spec.ts';
import { containerArgs, environmentOf } from '../../../src/docker/container-args.ts';

const node: NodeSpec = {
  name: 'redis-1',
  role: 'slave',
  at: { host: '10.213.7.1', port: 6379 },
  env: { redis_password: 'secret', bind_address: '10.213.7.1' },
};

const plan = {
  name: 'sandbox-redis-1',
  image: 'cache:1',
  network: 'sandbox',
  address: '10.213.7.1',
  labels: ['--label', 'a=b'],
  folder: '/var/my, "own"/redis-1',
  nameServer: undefined,
  variables: Object.keys(environmentOf(node)),
};

test('passes variables by name only, and lets the container determine its address', () => {
  const words = containerArgs(node, plan);
  expect(words.join(' ')).not.toContain('secret');
  const last = words.slice(words.indexOf('-e')).join(' ');
  expect(last).toBe('-e metadata_url -e redis_password cache:1 slave');
});

test('quotes a folder with special characters of CSV', () => {
  const words = containerArgs(node, plan);
  expect(words[words.indexOf('--mount') + 1]).toBe(
    'type=bind,"source=/var/my, ""own""/redis-1",destination=/data',
  );
});

test('keeps data in memory without a folder, and uses a given name server only', () => {
  const words = containerArgs(node, { ...plan, folder: undefined, nameServer: '10.213.7.254' });
  expect(words[words.indexOf('--mount') + 1]).toMatch(/^type=tmpfs,/);
  expect(words.join(' ')).toContain('--dns 10.213.7.254 --dns-search . ');
});
