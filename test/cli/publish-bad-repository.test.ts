import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { wordsOfGit } from '../support/prose.ts';
import { answersOf, clone, published, refusedPush, useGit } from '../support/publishing.ts';

useGit();

describe('publish rejects a repository that', () => {
  test.for([
    ['does not exist', 'nowhere', 'nowhere'],
    ['does not exist, given by URL', 'file://FOLDER/nowhere.git', 'file://<folder>/nowhere.git'],
    ['is a file', 'answers.yml', 'answers.yml'],
    ['is a folder without git', 'plain', 'plain'],
  ] as const)('%s', async ([, repo, place]) => {
    const folder = workplace({ 'answers.yml': answersOf() });
    mkdirSync(join(folder, 'plain'));
    const argv = ['publish', '--repo', repo.replace('FOLDER', folder)];
    expect(await refusedPush(folder, argv)).toEqual({
      code: 2,
      found: [`${place} repository-missing`],
    });
  });

  test.for([
    [
      'is a subfolder of a checkout',
      ['checkout/templates'],
      'checkout/templates repository-missing',
    ],
    [
      'does not have the branch',
      ['catalog.git', '--branch', 'main'],
      '<folder>/catalog.git branch-missing',
    ],
  ] as const)('%s', async ([, repo, found]) => {
    const folder = await published();
    clone(folder);
    expect(await refusedPush(folder, ['publish', '--repo', ...repo])).toEqual({
      code: 2,
      found: [found],
    });
  });

  test('cannot be reached', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const argv = ['publish', '--repo', 'http://ann@127.0.0.1:1/catalog.git'];
    expect(await refusedPush(folder, argv, { masks: wordsOfGit })).toEqual({
      code: 2,
      found: ['http://***@127.0.0.1:1/catalog.git repository-unreachable'],
    });
  });
});
