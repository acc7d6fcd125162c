import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasServer } from '../../src/actions/sandbox/choose-runtime.ts';
import { findingsIn } from '../support/findings.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

describe('cluster status', () => {
  const silent = '127.40.255.1:9,127.40.255.2:9';
  test.for([
    ['a missing list', [], 'sentinels-form'],
    ['an empty element', ['--sentinels', 'a:1,,b:2'], 'sentinels-form'],
    ['an element without a port', ['--sentinels', 'a:1,b'], 'sentinels-form'],
    ['a port out of range', ['--sentinels', 'a:99999'], 'sentinels-form'],
    ['an empty list', ['--sentinels', ''], 'usage'],
    ['an empty password file', ['--sentinels', 'a:1', '--password-file', 'e'], 'password-file'],
    [
      'a password file of line ends',
      ['--sentinels', 'a:1', '--password-file', 'n'],
      'password-file',
    ],
    ['a missing password file', ['--sentinels', 'a:1', '--password-file', 'm'], 'm file-missing'],
    [
      'a fractional number of sentinels',
      ['--sentinels', 'a:1', '--expect-sentinels', '2.5'],
      'usage',
    ],
    ['a picture without a timeline', ['--sentinels', 'a:1', '--svg', 'x.svg'], 'usage'],
    ['a timeline of no minutes', ['--sentinels', 'a:1', '--timeline', '0'], 'usage'],
    ['a timeline of a watch', ['--sentinels', 'a:1', '--timeline', '5', '--watch'], 'usage'],
    ['an unknown severity', ['--sentinels', 'a:1', '--fail-on', 'info'], 'usage'],
    ['a client key without its certificate', ['--sentinels', 'a:1', '--key', 'e'], 'usage'],
  ] as const)('rejects %s', async ([, argv, found]) => {
    const folder = temporaryFolder({ e: '\n', n: '\n\r\n\n' });
    expect(await refusal(folder, ['cluster', 'status', ...argv])).toEqual({
      code: 2,
      found: [found],
    });
  });

  test('reports the sentinels that do not answer, each reason once', async () => {
    const argv = ['cluster', 'status', '--sentinels', silent];
    const { code, stdout, stderr } = await run(temporaryFolder(), argv);
    expect({ code, found: findingsIn(stderr) }).toEqual({ code: 2, found: ['sentinels-silent'] });
    expect(stdout).toBe('CANNOT LOOK: none of the 2 sentinels can be read: connection refused\n');
  });
});

describe('cluster up', () => {
  test.for([
    [['--replicas', '-1'], 'usage'],
    [['--sentinels', '2.5'], 'usage'],
    [['--port-base', '80'], 'usage'],
    [['--answers', 'none.yml'], 'none.yml file-missing'],
    [['--dir', 'a\nb'], 'usage'],
    [['--runtime', 'podman'], 'usage'],
    [['--runtime', 'process', '--image', 'a:1'], 'usage'],
  ] as const)('rejects %j', async ([argv, found]) => {
    const ran = await refusal(temporaryFolder(), ['cluster', 'up', ...argv]);
    expect(ran).toEqual({ code: 2, found: [found] });
  });

  // Only servers of root run as another user, which cannot enter the temporary folder.
  test.skipIf(process.getuid?.() !== 0)('leaves no folder behind if it refuses', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await runCli(folder, ['cluster', 'up', '--runtime', 'process']);
    expect(code).toBe(2);
    expect(['target-unwritable', 'redis-missing']).toContainEqual(findingsIn(stderr).join());
    expect(readdirSync(folder)).toEqual([]);
  });

  test('rejects a folder that is not writable', async () => {
    const folder = temporaryFolder({ file: '' });
    const argv = ['cluster', 'up', '--runtime', 'process', '--dir', 'file/cluster'];
    const { code, stdout, stderr } = await runCli(folder, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    // If no Redis server is installed, that is reported first.
    expect([`${folder}/file/cluster target-unwritable`, 'redis-missing']).toContainEqual(
      findingsIn(stderr).join(),
    );
  });
});

describe('cluster switchover', () => {
  test.for([
    [['--sentinels', 'a:1', '--timeout', '0'], 'usage'],
    [['--timeout', '5'], 'sentinels-form'],
  ] as const)('rejects %j', async ([argv, found]) => {
    const ran = await refusal(temporaryFolder(), ['cluster', 'switchover', ...argv]);
    expect(ran).toEqual({ code: 2, found: [found] });
  });
});

describe('cluster storm', () => {
  test.for([
    [['--minutes', '0'], 'usage'],
    [['--minutes', '-1'], 'usage'],
    [['--minutes', 'long'], 'usage'],
    [['--minutes', '1441'], 'usage'],
    [['--seed', 'x'], 'usage'],
    [['--seed', '1.5'], 'usage'],
    [['--seed', '2147483648'], 'usage'],
    [['--round', '0'], 'usage'],
    [['--data', '0'], 'usage'],
    [['--data', '10'], 'usage'],
    [['--data', '1', '--min-replicas-to-write', '1'], 'usage'],
    [['--data', '3', '--min-replicas-to-write', '3'], 'usage'],
    [['--min-replicas-to-write', '-1'], 'usage'],
    [['--sentinels', '0'], 'usage'],
    [['--sentinels', '10'], 'usage'],
    [['--faults', 'kil-return'], 'usage'],
    [['--faults', 'kill,,freeze'], 'usage'],
    [['--faults', 'rain'], 'usage'],
    [['--faults', ''], 'usage'],
    [['--seed', '1', '--seed', '2'], 'usage'],
    [['--runtime', 'podman'], 'usage'],
    [['--runtime', 'docker', '--start-script', 'x.sh'], 'usage'],
    [['--runtime', 'docker', '--faults', 'clock'], 'drill-cannot-run'],
    [['--data', '1', '--faults', 'switchover'], 'drill-cannot-run'],
    [['--answers', 'none.yml'], 'none.yml file-missing'],
  ] as const)('rejects %j', async ([argv, found]) => {
    const folder = temporaryFolder();
    const ran = await refusal(folder, ['cluster', 'storm', ...argv]);
    expect(ran).toEqual({ code: 2, found: [found] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(!hasServer())('rejects a report that cannot be written', async () => {
    const folder = temporaryFolder({ file: '' });
    const argv = ['cluster', 'storm', '--minutes', '1', '--report', 'file/report'];
    const { code, stdout, stderr } = await runCli(folder, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(findingsIn(stderr)).toEqual([`${folder}/file/report target-unwritable`]);
  });
});

describe('cluster drill', () => {
  test.for([
    [[], 'usage'],
    [['master-kiled'], 'drill-unknown'],
    [['99'], 'drill-unknown'],
    [['4', '--all'], 'usage'],
    [['4', '--repeat', '0'], 'usage'],
    [['4', '--lanes', '17'], 'usage'],
    [['1', '--runtime', 'docker', '--start-script', 'x.sh'], 'usage'],
    [['4', '--against', '--sentinels', 'a:1'], 'usage'],
    [['25', '--against', '--sentinels', 'a:1', '--tls'], 'usage'],
    [['25', '--against', '--sentinels', 'a:1', '--runtime', 'docker'], 'usage'],
    [['38', '--runtime', 'docker'], 'drill-cannot-run'],
  ] as const)('rejects %j', async ([argv, found]) => {
    const ran = await refusal(temporaryFolder(), ['cluster', 'drill', ...argv]);
    expect(ran).toEqual({ code: 2, found: [found] });
  });

  test('--list lists the classic four first', async () => {
    const { code, stdout } = await run(temporaryFolder(), ['cluster', 'drill', '--list']);
    const rows = stdout.split('\n').filter((line) => /^\d+ /.test(line));
    expect(code).toBe(0);
    expect(rows.slice(0, 4).map((row) => row.split(/\s+/)[1])).toEqual([
      'sentinel-killed',
      'sentinels-killed',
      'replica-killed',
      'master-killed',
    ]);
  });

  test('--list --json prints the properties of each drill', async () => {
    const json = await runCli(temporaryFolder(), ['cluster', 'drill', '--list', '--json']);
    const { drills } = JSON.parse(json.stdout) as { drills: Record<string, unknown>[] };
    expect(drills).toHaveLength(39);
    expect(Object.keys(drills[0] ?? {})).toEqual(['id', 'name', 'title', 'invariants', 'bounds']);
  });
});
