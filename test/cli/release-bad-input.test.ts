import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { refusal } from '../support/prose.ts';
import { useGit } from '../support/publishing.ts';
import { commentedAnswers } from './commented-answers.ts';

useGit();

const aliases = 'blueprint: redis-sentinel\nname: &n redis\ntitle: *n\nversion: 1.0.0\n';

describe('release rejects', () => {
  test.for([
    ['auto without a catalog', ['auto'], 2, 'usage'],
    ['an unknown size', ['huge'], 2, 'usage'],
    ['a missing size', [], 2, 'usage'],
    ['two answers files', ['patch', '-a', 'answers.yml', '-a', 'b.yml'], 2, 'usage'],
    ['standard input', ['patch', '-a', '-'], 2, 'usage'],
    ['--set version', ['patch', '--set', 'version=9.9.9'], 2, 'usage'],
    ['--catalog with --repo', ['auto', '--catalog', '.', '--repo', '.'], 2, 'usage'],
    ['an invalid answer', ['patch', '--set', 'replicas=many'], 1, '--set replicas wrong-type'],
    ['an answers file with aliases', ['patch'], 1, 'answers.yml answers-form', aliases],
  ] as const)('%s', async ([, argv, code, found, content = commentedAnswers]) => {
    const folder = workplace({ 'answers.yml': content, 'b.yml': content });
    expect(await refusal(folder, ['release', ...argv])).toEqual({ code, found: [found] });
    expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toBe(content);
  });
});
