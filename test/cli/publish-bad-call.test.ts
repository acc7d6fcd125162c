import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { answersOf, publishing, refusedPush, useGit } from '../support/publishing.ts';

useGit();

describe('a call of publish with', () => {
  test.for([
    ['no repository', ['publish']],
    ['a repository like an option', ['publish', '--repo=--upload-pack=touch x']],
    ['a branch like an option', publishing('--branch=--force')],
    ['a branch that is none', publishing('--branch', 'a..b')],
    ['a review branch that is none', publishing('--pull-request-branch', 'a b')],
    ['the branch itself for review', publishing('--pull-request-branch', 'master')],
    ['tags for a review', publishing('--pull-request-branch', 'x', '--tag')],
    ['a cause that is none', publishing('--allow', 'question-remove')],
    ['an author that is none', publishing('--author', 'Ann')],
    ['a time that is none', publishing('--timeout', 'soon')],
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
