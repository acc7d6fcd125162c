import { expect, test } from 'vitest';
import { formatConnection } from '../../../src/commands/format-connection.ts';
import { clusterClientOptions } from '../../../src/redis/cluster-client.ts';
import { recommendedOptions } from '../../../src/redis/recommended-client.ts';

test('cluster up prints each option of the client that the drills use', () => {
  const sentinels = [{ host: '10.0.0.1', port: 16_381 }];
  const text = formatConnection({
    kind: 'sentinel',
    sentinels,
    masterName: 'mymaster',
    passwordFile: 'redis.password',
    sentinelPasswordFile: 'sentinel.password',
    statusCall: [],
  });
  const secrets = { password: 'a', sentinelPassword: 'b' };
  const options = recommendedOptions({ sentinels, masterName: 'mymaster', ...secrets });
  for (const [name, value] of Object.entries(options)) {
    const isPlain = typeof value === 'number' || typeof value === 'boolean' || value === null;
    const shown = name in secrets ? `${name},` : `${name}: ${isPlain ? value : ''}`;
    expect(text).toContain(shown);
  }
});

test('a Redis Cluster is connected to by some of its nodes', () => {
  const text = formatConnection({
    kind: 'cluster',
    nodes: [1, 2, 3, 4].map((last) => ({ host: `10.0.0.${last}`, port: 6379 })),
    passwordFile: '/tmp/a b/redis.password',
    statusCall: ['cluster', 'status', '--nodes', '10.0.0.1:6379'],
  });
  expect(text).toContain("new Cluster([\n    { host: '10.0.0.1', port: 6379 }");
  for (const [name, value] of Object.entries(clusterClientOptions('secret')))
    expect(text).toContain(`${name}: ${typeof value === 'number' ? value : ''}`);
  expect(text).not.toContain('10.0.0.4');
  expect(text).toContain('commandTimeout: 500, password }');
  expect(text).toContain(
    `REDISCLI_AUTH="$(cat '/tmp/a b/redis.password')" redis-cli -c -h 10.0.0.1 -p 6379 cluster nodes`,
  );
});
