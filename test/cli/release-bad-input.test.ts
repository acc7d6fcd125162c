import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { refusal } from '../support/prose.ts';
import { useGit } from '../support/publishing.ts';
import { commentedAnswers } from './commented-answers.ts';

useGit();

const aliases = 'blueprint: redis-sentinel\nname: &n redis\ntitle: *n\nversion: 1.0.0\n';

describe('release refuses', () => {
  test.for([
    ['auto without a catalog', ['auto'], 2, 'usage'],
    ['another size', ['huge'], 2, 'usage'],
    ['no size', [], 2, 'usage'],
    ['two files', ['patch', '-a', 'answers.yml', '-a', 'b.yml'], 2, 'usage'],
    ['standard input', ['patch', '-a', '-'], 2, 'usage'],
    ['a version of one’s own', ['patch', '--set', 'version=9.9.9'], 2, 'usage'],
    ['a checkout and a repository', ['auto', '--catalog', '.', '--repo', '.'], 2, 'usage'],
    ['an answer that is none', ['patch', '--set', 'replicas=many'], 1, '--set replicas wrong-type'],
    ['a file with aliases', ['patch'], 1, 'answers.yml answers-form', aliases],
  ] as const)('%s', async ([, argv, code, found, content = commentedAnswers]) => {
    const folder = workplace({ 'answers.yml': content, 'b.yml': content });
    expect(await refusal(folder, ['release', ...argv])).toEqual({ code, found: [found] });
    expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toBe(content);
  });
});
