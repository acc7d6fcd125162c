import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { answersOf, publishing, refusedPush, useGit } from '../support/publishing.ts';

useGit();

describe('publish rejects', () => {
  test.for([
    ['a missing repository', ['publish']],
    ['a repository that looks like an option', ['publish', '--repo=--upload-pack=touch x']],
    ['a branch that looks like an option', publishing('--branch=--force')],
    ['an invalid branch', publishing('--branch', 'a..b')],
    ['an invalid pull request branch', publishing('--pull-request-branch', 'a b')],
    ['the target branch as the pull request branch', publishing('--pull-request-branch', 'master')],
    ['--tag with a pull request branch', publishing('--pull-request-branch', 'x', '--tag')],
    ['an unknown cause', publishing('--allow', 'question-remove')],
    ['an invalid author', publishing('--author', 'Ann')],
    ['an invalid timeout', publishing('--timeout', 'soon')],
    ['a message with a NUL', publishing('--message', 'a\0b')],
  ] as const)('%s', async ([, argv]) => {
    const folder = workplace({ 'answers.yml': answersOf() });
    expect(await refusedPush(folder, argv)).toEqual({ code: 2, found: ['usage'] });
  });

  test('a missing answers file', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    expect(await refusedPush(folder, publishing('-a', 'none.yml'))).toEqual({
      code: 2,
      found: ['none.yml file-missing'],
    });
  });
});
