import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, show, subjects, workplace } from '../support/git.ts';
import {
  answersOf,
  bareOf,
  change,
  clone,
  published,
  publishGood,
  useGit,
} from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

describe('publish to a checkout', () => {
  test('pushes to its remote and fast-forwards it', async () => {
    const folder = await published();
    const other = clone(folder);
    change(folder, '1.0.1');
    await publishGood(folder, '--repo', 'checkout');
    expect(subjects(bareOf(folder))).toHaveLength(2);
    expect(git(other, 'status', '--short', '--branch')).toBe('## master...origin/master\n');
    expect(existsSync(join(other, 'templates/redis/1/docker-compose.yml'))).toBe(true);
  });

  test('commits to a checkout without a remote', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
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

  test('works the same with CRLF line ends', async () => {
    const folder = await published();
    const other = clone(folder, '-c', 'core.autocrlf=true');
    expect(readFileSync(join(other, 'templates/redis/config.yml'), 'utf8')).toContain('\r\n');
    expect(await publishGood(folder, '--repo', 'checkout')).toMatchObject({ state: 'unchanged' });
    const checked = await runCli(folder, ['check', '--catalog', 'checkout']);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    const generated = await runCli(folder, ['generate', '--catalog', 'checkout', '--json']);
    expect(JSON.parse(generated.stdout)).toMatchObject({ entries: [{ action: 'unchanged' }] });
    change(folder, '1.0.1');
    await publishGood(folder, '--repo', 'checkout');
    expect(show(bareOf(folder), 'templates/redis/1/docker-compose.yml')).not.toContain('\r');
    expect(git(other, 'status', '--short')).toBe('');
  });
});
