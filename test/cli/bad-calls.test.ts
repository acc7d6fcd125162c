import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { badCalls } from './bad-calls.cases.ts';

describe('invalid command line', () => {
  test.for(badCalls)('$name', async ({ files, argv, code, found }) => {
    const folder = temporaryFolder(files);
    expect(await refusal(folder, argv)).toEqual({ code, found });
    expect(existsSync(join(folder, 'build/image'))).toBe(false);
  });
});
