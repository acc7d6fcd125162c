import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { git, paths, show, subjects, workplace } from '../support/git.ts';
import { recordText } from '../support/prose.ts';
import {
  answersOf,
  bareOf,
  change,
  published,
  publishGood,
  useGit,
} from '../support/publishing.ts';

useGit();
afterEach(() => {
  delete process.env.GIT_COMMITTER_DATE;
  delete process.env.GIT_AUTHOR_DATE;
});

describe('publish', () => {
  test('creates the first commit of an empty repository, and nothing on the second run', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
    const version = ['CHANGELOG.md', 'README.md', 'docker-compose.yml', 'rancher-compose.yml'];
    expect(paths(bareOf(folder))).toEqual([
      'assets/redis-1.0.0.tgz',
      'assets/redis.svg',
      'index.yaml',
      ...version.map((name) => `templates/redis/0/${name}`),
      'templates/redis/catalogIcon-redis.svg',
      'templates/redis/config.yml',
    ]);
    expect(await publishGood(folder)).toMatchObject({ state: 'unchanged' });
    expect(subjects(bareOf(folder))).toEqual(['redis 1.0.0 (revision 0)']);
  });

  test('adds the next revision with its changelog, and updates the default version', async () => {
    const folder = await published();
    change(folder, '1.1.0', 'defaults:\n  maxmemory: 1gb\n');
    const result = await publishGood(folder);
    expect(result.entries[0]).toMatchObject({ revision: 1, offeredTo: ['1.0.0'] });
    expect(show(bareOf(folder), 'templates/redis/config.yml')).toContain('version: "1.1.0"');
    const changelog = show(bareOf(folder), 'templates/redis/1/CHANGELOG.md');
    expect(changelog.match(/^#.*/gm)).toEqual(['# Changelog', '## 1.1.0', '## 1.0.0']);
    recordText(changelog);
    const released = ['HEAD~', 'HEAD', '--', 'templates/redis/0'];
    expect(git(bareOf(folder), 'diff', '--stat', ...released)).toBe('');
  });

  test('releases several entries in one commit', async () => {
    const folder = workplace({
      'a.yml': answersOf('1.0.0', '', 'a'),
      'b.yml': answersOf('2.0.0', '', 'b'),
    });
    await publishGood(folder, '-a', 'a.yml', '-a', 'b.yml', '--message=-m for all');
    expect(git(bareOf(folder), 'log', '-1', '--format=%B')).toBe(
      '-m for all\n\na 1.0.0 (revision 0)\nb 2.0.0 (revision 0)\n\n',
    );
  });

  test('--dry-run prints the plan and pushes nothing', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    expect(await publishGood(folder, '--dry-run')).toMatchObject({ state: 'planned' });
    expect(git(bareOf(folder), 'for-each-ref')).toBe('');
  });

  test('works when the clock is set in the past', async () => {
    const folder = await published();
    process.env.GIT_COMMITTER_DATE = '1980-01-01T00:00:00Z';
    process.env.GIT_AUTHOR_DATE = '1980-01-01T00:00:00Z';
    change(folder, '1.0.1');
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
  });

  test('recreates a broken cache', async () => {
    const folder = await published();
    const cache = join(folder, 'cache/rancher-catalog');
    for (const name of readdirSync(cache)) rmSync(join(cache, name, 'HEAD'));
    change(folder, '1.0.1');
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
  });
});
