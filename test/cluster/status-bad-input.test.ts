import { beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import type { LiveSandbox } from './support/live-sandbox.ts';
import { findingsIn, lockedSandbox, passwords, status } from './support/status.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await lockedSandbox();
  return async () => sandbox.destroy();
});

describe('bad input', () => {
  const first = () => sandbox.sentinels.split(',')[0] ?? '';
  const silent = (words: string, hint: string) =>
    `error  the sentinel at ${first()} cannot be asked: ${words}   [sentinels-silent]\n  hint: ${hint}\n\n1 error\n\n`;

  test.for([
    [
      'no list',
      [],
      'error  no sentinel is named   [sentinels-form]\n  hint: name one at least, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n',
    ],
    [
      'an empty part',
      ['--sentinels', 'a:1,,b:2'],
      'error  an empty part stands in --sentinels   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n',
    ],
    [
      'a part without a port',
      ['--sentinels', 'a:1,b'],
      "error  'b' is no host:port   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n",
    ],
    [
      'a port that is none',
      ['--sentinels', 'a:99999'],
      "error  'a:99999' is no host:port   [sentinels-form]\n  hint: separate host:port pairs with commas, such as --sentinels 10.0.0.1:26379,10.0.0.2:26379\n\n1 error\n\n",
    ],
    [
      'an empty list',
      ['--sentinels', ''],
      'error  --sentinels is empty   [usage]\n  hint: rancher-catalog --help lists the commands\n\n1 error\n\n',
    ],
    [
      'an empty password file',
      ['--sentinels', 'a:1', '--password-file', 'empty.pw'],
      'error  empty.pw is empty   [password-file]\n  hint: write the password into it, or leave the option out\n\n1 error\n\n',
    ],
    [
      'a half sentinel',
      ['--sentinels', 'a:1', '--expect-sentinels', '2.5'],
      'error  --expect-sentinels wants a whole number   [usage]\n  hint: such as --expect-sentinels 3\n\n1 error\n\n',
    ],
  ] as const)('%s', async ([, argv, says]) => {
    expect(await status(...argv)).toEqual({ code: 2, stdout: '', stderr: says });
  });

  test('no sentinel answers', async () => {
    const { code, stderr } = await status('--sentinels', '127.40.255.1:9,127.40.255.2:9');
    expect(code).toBe(2);
    expect(stderr).toBe(
      ['1', '2']
        .map(
          (last) =>
            `error  the sentinel at 127.40.255.${last}:9 cannot be asked: the connection is refused   [sentinels-silent]\n  hint: see whether it runs and the port is right\n\n`,
        )
        .join('') + '2 errors\n\n',
    );
  });

  test('the sentinels’ password is missing', async () => {
    const { code, stderr } = await status('--sentinels', first(), '--password-file', 'redis.pw');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: silent(
        'it wants a password, and none was given',
        'give the sentinels’ password with --sentinel-password-file',
      ),
    });
  });

  test('the two passwords are swapped', async () => {
    const { code, stderr } = await status(
      '--sentinels',
      first(),
      '--password-file',
      'sentinel.pw',
      '--sentinel-password-file',
      'redis.pw',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: silent(
        'it refuses the password that was given',
        'see whether --sentinel-password-file holds the sentinels’ password, not the data nodes’',
      ),
    });
  });

  test('the data nodes’ password is wrong: each is named, with the option', async () => {
    const { code, stdout } = await status(
      '--sentinels',
      sandbox.sentinels,
      '--password-file',
      'wrong.pw',
      '--sentinel-password-file',
      'sentinel.pw',
      '--json',
    );
    const list = findingsIn(stdout);
    const refused = list.filter(({ rule }) => rule === 'nodes-answer');
    expect(code).toBe(1);
    expect(refused.map(({ is, fix }) => [is, fix])).toEqual(
      Array.from({ length: 3 }, () => [
        'this data node cannot be asked: it refuses the password that was given',
        'put the right password into --password-file (data nodes) or --sentinel-password-file (sentinels)',
      ]),
    );
  });

  test('TLS on a port without', async () => {
    const { code, stderr } = await status('--sentinels', first(), ...passwords, '--tls');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /cannot be asked: (there is no TLS on this port, or its certificate is unknown|no connection within 900 ms|the connection was closed)/,
    );
  });

  test('a port that is a data node’s', async () => {
    const data = formatEndpoint(sandbox.node('redis-1').at);
    const { code, stderr } = await status(
      '--sentinels',
      data,
      '--sentinel-password-file',
      'redis.pw',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error  the sentinel at ${data} cannot be asked: this is a data node (master), not a sentinel   [sentinels-silent]\n  hint: name the port of a sentinel: 26379, or sentinel_port of the entry\n\n1 error\n\n`,
    });
  });

  test('an unknown master', async () => {
    const { code, stderr } = await status(
      '--sentinels',
      first(),
      ...passwords,
      '--master-name',
      'other',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error  no sentinel knows a master named other   [master-unknown]\n  hint: they know: mymaster; choose one with --master-name\n\n1 error\n\n',
    });
  });
});
