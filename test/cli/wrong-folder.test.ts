import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const files = { 'answers.yml': 'blueprint: redis-sentinel\nversion: 1.0.0\n' };

describe.for([
  ['lint', [], 'file-missing'],
  ['index', [], 'file-missing'],
  ['launch', [], 'file-missing'],
  ['generate', ['--catalog'], 'not-a-catalog'],
  ['check', ['--catalog'], 'not-a-catalog'],
] as const)('%s', ([command, option, missing]) => {
  test('rejects a file in place of a directory', async () => {
    const argv = [command, ...option, 'answers.yml'];
    expect(await refusal(temporaryFolder(files), argv)).toEqual({
      code: 2,
      found: ['answers.yml not-a-catalog'],
    });
  });

  test('rejects a directory that does not exist', async () => {
    expect(await refusal(temporaryFolder(files), [command, ...option, 'none'])).toEqual({
      code: 2,
      found: [`none ${missing}`],
    });
  });

  test('rejects a bare repository', async () => {
    const folder = temporaryFolder(files);
    execFileSync('git', ['init', '--quiet', '--bare', join(folder, 'cat.git')]);
    expect(await refusal(folder, [command, ...option, 'cat.git'])).toEqual({
      code: 2,
      found: ['cat.git not-a-catalog'],
    });
  });
});
