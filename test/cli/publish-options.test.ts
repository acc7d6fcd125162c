import { describe, expect, test } from 'vitest';
import { git, show, subjects, workplace } from '../support/git.ts';
import { refusal } from '../support/prose.ts';
import {
  answersOf,
  bareOf,
  change,
  publish,
  published,
  publishGood,
  publishing,
  useGit,
} from '../support/publishing.ts';

useGit();

describe('publish', () => {
  test('publishes a pre-release without making it the default, and offers upgrades in Rancher order', async () => {
    const folder = await published();
    const offered = async (version: string) => {
      change(folder, version);
      return (await publishGood(folder, '--target', 'rancher-1.6')).entries[0]?.offeredTo;
    };
    expect(await offered('1.1.0-rc1')).toEqual(['1.0.0']);
    expect(show(bareOf(folder), 'templates/redis/config.yml')).toContain('version: "1.0.0"');
    expect(await offered('1.1.0')).toEqual(['1.0.0', '1.1.0-rc1']);
    expect(await offered('1.1.0-2')).toEqual(['1.0.0', '1.1.0-rc1', '1.1.0']);
    expect(await offered('2.0.0')).toEqual([]);
  });

  test('accepts an allowed cause and a fixed secret', async () => {
    const folder = await published();
    change(folder, '1.0.1', 'answers:\n  replicas: 3\n  redis_password: hunter22\n');
    const allow = [
      'question-removed:replicas',
      'question-removed',
      'default-changed',
      'fixed-secret',
    ];
    const result = await publish(folder, ...allow.flatMap((cause) => ['--allow', cause]));
    expect(result).toMatchObject({ code: 0, state: 'published' });
    expect(show(bareOf(folder), 'templates/redis/1/CHANGELOG.md')).not.toContain('hunter22');
  });

  test('tags the release in the same push', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    await publishGood(folder, '--tag', '--author', 'Bo Bot <bot@example.com>');
    const tags = ['-n', '--format=%(refname:short) %(contents:subject)'];
    expect(git(bareOf(folder), 'tag', ...tags)).toBe('redis/1.0.0 redis 1.0.0 (revision 0)\n');
    expect(git(bareOf(folder), 'log', '-1', '--format=%an <%ae>')).toBe(
      'Bo Bot <bot@example.com>\n',
    );
  });

  test('pushes a pull request branch once', async () => {
    const folder = await published();
    change(folder, '1.0.1');
    const review = ['--pull-request-branch', 'redis-1.0.1'];
    expect(await publishGood(folder, ...review)).toMatchObject({ state: 'published' });
    expect(subjects(bareOf(folder))).toHaveLength(1);
    expect(subjects(bareOf(folder), 'redis-1.0.1')).toHaveLength(2);
    expect(await publishGood(folder, ...review)).toMatchObject({ state: 'unchanged' });
    change(folder, '1.0.2');
    expect(await publish(folder, ...review)).toMatchObject({ code: 2 });
    expect(subjects(bareOf(folder), 'redis-1.0.1')).toHaveLength(2);
  });

  test('refuses a pull request branch at once that is a folder of another one', async () => {
    const folder = await published();
    change(folder, '1.0.1');
    const argv = publishing('--pull-request-branch', 'master/redis');
    const found = ['<folder>/catalog.git branch-exists'];
    expect(await refusal(folder, argv)).toEqual({ code: 2, found });
  });

  test('reports that git is missing', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const before = process.env.PATH;
    process.env.PATH = folder;
    try {
      expect(await refusal(folder, publishing())).toEqual({ code: 2, found: ['git-missing'] });
    } finally {
      process.env.PATH = before;
    }
  });
});
