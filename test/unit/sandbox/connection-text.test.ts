import { expect, test } from 'vitest';
import { formatConnection } from '../../../src/commands/format-connection.ts';
import { recommendedOptions } from '../../../src/redis/recommended-client.ts';

test('cluster up prints each option of the client that the drills use', () => {
  const sentinels = [{ host: '10.0.0.1', port: 16_381 }];
  const text = formatConnection({
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
