import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { badCalls, badFiles } from './bad-input.cases.ts';

export interface BadFile {
  readonly name: string;
  readonly text: string;
  readonly says: readonly string[];
}

export interface BadCall {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  readonly code: number;
  readonly says: readonly string[];
}

describe('an answers file that is', () => {
  test.for(badFiles)('$name', async ({ text, says }) => {
    const folder = temporaryFolder({ 'answers.yml': text });
    const { code, stdout, stderr } = await runCli(folder, ['generate']);
    expect(stderr.trimEnd()).toBe(says.join('\n'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(readdirSync(folder)).toEqual(['answers.yml']);
  });
});

describe('a call with', () => {
  test.for(badCalls)('$name', async ({ files, argv, code: expected, says }) => {
    const folder = temporaryFolder(files);
    const { code, stdout, stderr } = await runCli(folder, argv);
    expect(stderr.trimEnd()).toBe(says.join('\n'));
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(existsSync(join(folder, 'build/image'))).toBe(false);
  });
});
