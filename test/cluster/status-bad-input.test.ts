import { beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import type { Diagnosis } from '../../src/cluster/diagnosis/diagnosis.ts';
import { findingsIn as findingsOf } from '../support/findings.ts';
import type { LiveSandbox } from './support/live-sandbox.ts';
import { lockedSandbox, passwords, status } from './support/status.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await lockedSandbox();
  return async () => sandbox.destroy();
});

describe('cluster status reports', () => {
  const first = () => sandbox.sentinels.split(',')[0] ?? '';
  const silent = { code: 2, found: ['sentinels-silent'] };
  const refused = async (...argv: readonly string[]) => {
    const { code, stderr } = await status(...argv);
    return { code, found: findingsOf(stderr), stderr };
  };

  test('a missing sentinel password', async () => {
    const ran = await refused('--sentinels', first(), '--password-file', 'redis.pw');
    expect(ran).toMatchObject(silent);
    expect(ran.stderr).toContain('requires a password');
  });

  test('swapped passwords', async () => {
    const ran = await refused(
      '--sentinels',
      first(),
      '--password-file',
      'sentinel.pw',
      '--sentinel-password-file',
      'redis.pw',
    );
    expect(ran).toMatchObject(silent);
    expect(ran.stderr).toContain('rejected the password');
  });

  test('a wrong password of the data nodes as one cause, with the option', async () => {
    const { code, stdout } = await status(
      '--sentinels',
      sandbox.sentinels,
      '--password-file',
      'wrong.pw',
      '--sentinel-password-file',
      'sentinel.pw',
      '--json',
    );
    const { state, causes } = JSON.parse(stdout) as Pick<Diagnosis, 'state' | 'causes'>;
    expect({ code, state }).toEqual({ code: 2, state: 'cannot-look' });
    expect(causes.map(({ nodes, is, fix }) => [nodes.length, is, fix])).toEqual([
      [
        3,
        'this data node does not answer: it rejected the password',
        'correct the password in the file of --password-file',
      ],
    ]);
  });

  test('TLS on a port without TLS', async () => {
    const { stderr, ...ran } = await refused('--sentinels', first(), ...passwords, '--tls');
    expect(ran).toEqual(silent);
    expect(stderr).toMatch(
      /: (there is no TLS on this port|no TLS handshake within 900 ms|the connection was closed)/,
    );
  });

  test('the port of a data node', async () => {
    const data = formatEndpoint(sandbox.node('redis-1').at);
    const ran = await refused('--sentinels', data, '--sentinel-password-file', 'redis.pw');
    expect(ran).toMatchObject(silent);
    expect(ran.stderr).toContain('this is a data node (master), not a sentinel');
  });

  test('an unknown master', async () => {
    const argv = ['--sentinels', first(), ...passwords, '--master-name', 'other'];
    expect(await refused(...argv)).toMatchObject({ code: 2, found: ['master-unknown'] });
  });
});
