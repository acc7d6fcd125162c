import { describe, expect, test } from 'vitest';
import { recordRun } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { runBundle } from '../support/bundle.ts';

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

describe('a directory in which the system creates nothing', () => {
  test.for([
    ['generate --out', '/proc/x'],
    ['generate --out', '/proc/x/y/'],
    ['image context --out', '/proc/x'],
    ['cluster up --dir', '/proc/x'],
  ] as const)('is refused by %s %s', ([command, target]) => {
    const folder = temporaryFolder({ 'answers.yml': header });
    const argv = [...command.split(' '), target];
    expect(recordRun(folder, argv, runBundle(folder, argv))).toMatchObject({
      code: 2,
      stdout: '',
      found: [`${target} target-unwritable`],
    });
  });

  test('is not used as the cache', () => {
    const folder = temporaryFolder({ 'answers.yml': header });
    const env = { ...process.env, XDG_CACHE_HOME: '/proc/x' };
    expect(runBundle(folder, ['generate'], { env }).code).toBe(0);
    const argv = ['publish', '--repo', 'https://127.0.0.1:9/x.git'];
    expect(recordRun(folder, argv, runBundle(folder, argv, { env }))).toMatchObject({
      code: 2,
      found: ['/proc/x/rancher-catalog target-unwritable'],
    });
  });
});
