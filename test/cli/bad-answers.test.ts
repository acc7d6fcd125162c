import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { badFiles } from './bad-answers.cases.ts';

describe('invalid answers file', () => {
  test.for(badFiles)('%s', async ([, text, ...found]) => {
    const folder = temporaryFolder({ 'answers.yml': text });
    expect(await refusal(folder, ['generate'])).toEqual({ code: 1, found });
    expect(readdirSync(folder)).toEqual(['answers.yml']);
  });
});
