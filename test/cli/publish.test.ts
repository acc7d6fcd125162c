import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { commit, git, paths, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);
afterEach(() => {
  delete process.env.GIT_COMMITTER_DATE;
  delete process.env.GIT_AUTHOR_DATE;
});

const answers = (version = '1.0.0', more = '', name = 'redis') =>
  `blueprint: redis-sentinel\nname: ${name}\nversion: ${version}\n${more}`;

const change = (folder: string, version: string, more = '') =>
  writeFileSync(join(folder, 'answers.yml'), answers(version, more));

async function publish(folder: string, ...more: string[]) {
  const repo = more.includes('--repo') ? [] : ['--repo', 'catalog.git'];
  const { code, stdout, stderr } = await runCli(folder, ['publish', ...repo, '--json', ...more]);
  const said = JSON.parse(stdout === '' ? '{}' : stdout) as {
    state: string;
    commit: string;
    entries: { name: string; revision: number; offeredTo: string[]; causes: { kind: string }[] }[];
    diagnostics: { code: string; message: string }[];
  };
  return { code, stderr, ...said };
}

async function publishGood(folder: string, ...more: string[]) {
  const said = await publish(folder, ...more);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  return said;
}

const bare = (folder: string) => join(folder, 'catalog.git');

describe('publish', () => {
  test('makes the first commit of an empty repository, and nothing more the second time', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
    expect(paths(bare(folder))).toEqual([
      'templates/redis/0/CHANGELOG.md',
      'templates/redis/0/README.md',
      'templates/redis/0/docker-compose.yml',
      'templates/redis/0/rancher-compose.yml',
      'templates/redis/catalogIcon-redis.svg',
      'templates/redis/config.yml',
    ]);
    expect(await publishGood(folder)).toMatchObject({ state: 'unchanged' });
    expect(subjects(bare(folder))).toEqual(['redis 1.0.0 (revision 0)']);
  });

  test('adds the next revision, its changelog on top, and moves the default version', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    change(folder, '1.1.0', 'defaults:\n  maxmemory: 1gb\n');
    const said = await publishGood(folder);
    expect(said.entries[0]).toMatchObject({ revision: 1, offeredTo: ['1.0.0'] });
    expect(show(bare(folder), 'templates/redis/config.yml')).toContain('version: "1.1.0"');
    expect(show(bare(folder), 'templates/redis/1/CHANGELOG.md')).toBe(
      '# Changelog\n\n## 1.1.0\n\n- the default of maxmemory changed, from "0" to "1gb"\n\n## 1.0.0\n\nThe first release.\n',
    );
    expect(git(bare(folder), 'diff', '--stat', 'HEAD~', 'HEAD', '--', 'templates/redis/0')).toBe(
      '',
    );
  });

  test('leaves every neighbour as it is, whatever its bytes and names', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const neighbours = {
      'templates/other/config.yml': 'name: other\r\nversion: "1"\r\n',
      'templates/other/0/rancher-compose.yml': "version: '2'\r\ncatalog:\r\n  version: '1'\r\n",
      'templates/other/0/big.bin': Buffer.alloc(1024 * 1024, 7),
      'templates/-x\n"q"/config.yml': 'name: odd\n',
      'templates/redis/0/rancher-compose.yml': "catalog:\n  version: '0.9'\n",
      'templates/redis/5/rancher-compose.yml': "catalog:\n  version: '0.8'\n",
      'é/readme': '\u0000\u00ff',
    };
    commit(bare(folder), 'neighbours', neighbours);
    const before = git(bare(folder), 'ls-tree', '-r', 'HEAD').split('\n');
    const said = await publish(folder);
    expect(said).toMatchObject({ code: 0, entries: [{ revision: 6 }] });
    const after = git(bare(folder), 'ls-tree', '-r', 'HEAD').split('\n');
    expect(after).toEqual(expect.arrayContaining(before));
  });

  test('takes no number that a link or a file has', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    commit(bare(folder), 'odd', {
      'templates/redis/3': 'a file',
      'templates/redis/config.yml': 'name: x\n',
    });
    expect(await publish(folder)).toMatchObject({ code: 0, entries: [{ revision: 4 }] });
  });

  test('releases several entries in one commit', async () => {
    const folder = workplace({
      'a.yml': answers('1.0.0', '', 'a'),
      'b.yml': answers('2.0.0', '', 'b'),
    });
    await publishGood(folder, '-a', 'a.yml', '-a', 'b.yml', '--message=-m for all');
    expect(git(bare(folder), 'log', '-1', '--format=%B')).toBe(
      '-m for all\n\na 1.0.0 (revision 0)\nb 2.0.0 (revision 0)\n\n',
    );
  });

  test('takes a pre-release, but not for the default; and offers upgrades in Rancher order', async () => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    await publishGood(folder);
    change(folder, '1.1.0-rc1');
    expect(await publishGood(folder)).toMatchObject({ entries: [{ offeredTo: ['1.0.0'] }] });
    expect(show(bare(folder), 'templates/redis/config.yml')).toContain('version: "1.0.0"');
    change(folder, '1.1.0');
    expect(await publishGood(folder)).toMatchObject({
      entries: [{ offeredTo: ['1.0.0', '1.1.0-rc1'] }],
    });
    change(folder, '1.1.0-2');
    expect(await publishGood(folder)).toMatchObject({
      entries: [{ offeredTo: ['1.0.0', '1.1.0-rc1', '1.1.0'] }],
    });
    change(folder, '2.0.0');
    expect(await publishGood(folder)).toMatchObject({ entries: [{ offeredTo: [] }] });
  });

  test('accepts a cause that is allowed, and a fixed secret', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    change(folder, '1.0.1', 'answers:\n  replicas: 3\n  redis_password: hunter22\n');
    const allow = ['question-removed:replicas', 'question-removed', 'fixed-secret'];
    const said = await publish(folder, ...allow.flatMap((cause) => ['--allow', cause]));
    expect(said).toMatchObject({ code: 0, state: 'published' });
    expect(show(bare(folder), 'templates/redis/1/CHANGELOG.md')).not.toContain('hunter22');
  });

  test('tags what is released, in the same push', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder, '--tag', '--author', 'Bo Bot <bot@example.com>');
    expect(git(bare(folder), 'tag', '-n', '--format=%(refname:short) %(contents:subject)')).toBe(
      'redis/1.0.0 redis 1.0.0 (revision 0)\n',
    );
    expect(git(bare(folder), 'log', '-1', '--format=%an <%ae>')).toBe('Bo Bot <bot@example.com>\n');
  });

  test('pushes a branch for review, once', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    change(folder, '1.0.1');
    const review = ['--pull-request-branch', 'redis-1.0.1'];
    expect(await publishGood(folder, ...review)).toMatchObject({ state: 'published' });
    expect(subjects(bare(folder))).toHaveLength(1);
    expect(subjects(bare(folder), 'redis-1.0.1')).toHaveLength(2);
    expect(await publishGood(folder, ...review)).toMatchObject({ state: 'unchanged' });
    change(folder, '1.0.2');
    expect(await publish(folder, ...review)).toMatchObject({ code: 2 });
    expect(subjects(bare(folder), 'redis-1.0.1')).toHaveLength(2);
  });

  test('publishes beside a broken neighbour when told to', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    commit(bare(folder), 'broken', { 'templates/x/config.yml': 'a: [\n' });
    expect(await publish(folder)).toMatchObject({ code: 1 });
    const said = await publish(folder, '--allow-broken-neighbours');
    expect(said).toMatchObject({ code: 0, diagnostics: [{ code: 'neighbour-broken' }] });
  });

  test('--dry-run prints the plan and pushes nothing', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    expect(await publishGood(folder, '--dry-run')).toMatchObject({ state: 'planned' });
    expect(git(bare(folder), 'for-each-ref')).toBe('');
  });

  test('does not mind a clock that stands in the past', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    process.env.GIT_COMMITTER_DATE = '1980-01-01T00:00:00Z';
    process.env.GIT_AUTHOR_DATE = '1980-01-01T00:00:00Z';
    change(folder, '1.0.1');
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
  });

  test('says that git is missing', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    const before = process.env.PATH;
    process.env.PATH = folder;
    try {
      const { code, stderr } = await runCli(folder, ['publish', '--repo', 'catalog.git']);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr:
          'error  the program git cannot be run   [git-missing]\n  hint: install git 2.31 or later, and put it on the PATH\n\n1 error\n\n',
      });
    } finally {
      process.env.PATH = before;
    }
  });

  test('starts anew when what it kept is broken', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    const cache = join(folder, 'cache/rancher-catalog');
    for (const name of readdirSync(cache)) rmSync(join(cache, name, 'HEAD'));
    change(folder, '1.0.1');
    expect(await publishGood(folder)).toMatchObject({ state: 'published' });
  });
});
