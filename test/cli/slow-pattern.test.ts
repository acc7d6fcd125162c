import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { echo } from '../support/echo-catalog.ts';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';

interface Schema {
  readonly properties: { words: object };
}

const long = `${'a'.repeat(40)}!`;

describe('a pattern of a schema that takes exponential time', () => {
  test.for([
    ['an answer', 'aaa', `answers:\n  words: ${long}\n`],
    ['a default of the schema', long, ''],
  ] as const)('is ended for %s', async ([, value, answers]) => {
    const text = `blueprint: ./echo\nversion: 1.0.0\n${answers}`;
    const folder = temporaryFolder({ 'answers.yml': text });
    cpSync(echo, join(folder, 'echo'), { recursive: true });
    const path = join(folder, 'echo/answers.schema.json');
    const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema;
    Object.assign(schema.properties.words, { pattern: '^(a+)+$', default: value });
    writeFileSync(path, JSON.stringify(schema));
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: ['echo/answers.schema.json schema-invalid'],
    });
  });
});
