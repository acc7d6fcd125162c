import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { git, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const answers = (version = '1.0.0') =>
  `blueprint: redis-sentinel\nname: redis\nversion: ${version}\n`;

const change = (folder: string, version: string) =>
  writeFileSync(join(folder, 'answers.yml'), answers(version));

async function publishGood(folder: string, ...more: string[]) {
  const repo = more.includes('--repo') ? [] : ['--repo', 'catalog.git'];
  const ran = await runCli(folder, ['publish', ...repo, '--json', ...more]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as { state: string };
}

const bare = (folder: string) => join(folder, 'catalog.git');

describe('publish to a checkout', () => {
  const clone = (folder: string, ...options: string[]) => {
    git(folder, 'clone', '-q', ...options, 'catalog.git', 'checkout');
    return join(folder, 'checkout');
  };

  test('pushes to its remote, and moves it forward', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    const other = clone(folder);
    change(folder, '1.0.1');
    await publishGood(folder, '--repo', 'checkout');
    expect(subjects(bare(folder))).toHaveLength(2);
    expect(git(other, 'status', '--short', '--branch')).toBe('## master...origin/master\n');
    expect(existsSync(join(other, 'templates/redis/1/docker-compose.yml'))).toBe(true);
  });

  test('without a remote commits there', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    git(folder, 'init', '-q', '-b', 'main', 'own');
    await publishGood(folder, '--repo', 'own');
    change(folder, '1.0.1');
    await publishGood(folder, '--repo', 'own');
    expect(subjects(join(folder, 'own'), 'main')).toEqual([
      'redis 1.0.1 (revision 1)',
      'redis 1.0.0 (revision 0)',
    ]);
    expect(git(join(folder, 'own'), 'status', '--short')).toBe('');
  });

  test('with CRLF in its files is no different', async () => {
    const folder = workplace({ 'answers.yml': answers() });
    await publishGood(folder);
    const other = clone(folder, '-c', 'core.autocrlf=true');
    expect(readFileSync(join(other, 'templates/redis/config.yml'), 'utf8')).toContain('\r\n');
    expect(await publishGood(folder, '--repo', 'checkout')).toMatchObject({ state: 'unchanged' });
    const checked = await runCli(folder, ['check', '--catalog', 'checkout']);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    const generated = await runCli(folder, ['generate', '--catalog', 'checkout', '--json']);
    expect(JSON.parse(generated.stdout)).toMatchObject({ entries: [{ action: 'unchanged' }] });
    change(folder, '1.0.1');
    await publishGood(folder, '--repo', 'checkout');
    expect(show(bare(folder), 'templates/redis/1/docker-compose.yml')).not.toContain('\r');
    expect(git(other, 'status', '--short')).toBe('');
  });
});
