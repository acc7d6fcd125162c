import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git, subjects, workplace } from '../support/git.ts';
import { start } from '../support/processes.ts';
import { recordRun, wordsOfGit } from '../support/prose.ts';
import { answersOf, bareOf, publishing, useGit } from '../support/publishing.ts';

useGit();

test('signs its commits, or reports why it cannot', async () => {
  const folder = workplace({ 'answers.yml': answersOf() });
  const key = join(folder, 'key');
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', key]);
  const config = join(folder, 'config');
  const argv = publishing('--sign', '--tag');
  const sign = (settings: string) => {
    writeFileSync(config, settings);
    return start(folder, argv, { GIT_CONFIG_GLOBAL: config }).ended;
  };
  const without = await sign('[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = /nowhere\n');
  expect(recordRun(folder, argv, without, wordsOfGit)).toMatchObject({
    code: 2,
    found: ['<folder>/catalog.git sign-failed'],
  });
  expect(git(bareOf(folder), 'for-each-ref')).toBe('');
  expect(await sign(`[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = ${key}.pub\n`)).toMatchObject({
    code: 0,
  });
  for (const object of ['master', 'redis/1.0.0']) {
    expect(git(bareOf(folder), 'cat-file', '-p', object)).toContain('BEGIN SSH SIGNATURE');
  }
});

test('reports a checkout that cannot be fast-forwarded, and keeps the publication', async () => {
  const folder = workplace({ 'answers.yml': answersOf() });
  expect(await start(folder, publishing()).ended).toMatchObject({
    code: 0,
  });
  git(folder, 'clone', '-q', 'catalog.git', 'checkout');
  const hook = join(folder, 'checkout/.git/hooks/reference-transaction');
  writeFileSync(hook, '#!/bin/sh\n! grep -q "refs/heads/master$" || [ "$1" != prepared ]\n');
  chmodSync(hook, 0o755);
  writeFileSync(join(folder, 'answers.yml'), answersOf('1.0.1'));
  const argv = ['publish', '--repo', 'checkout'];
  const ran = recordRun(folder, argv, await start(folder, argv).ended);
  expect(ran).toMatchObject({ code: 0, found: ['<folder>/checkout checkout-behind (warning)'] });
  expect(subjects(bareOf(folder))).toHaveLength(2);
});

test('requires a committer, and uses --author as one', async () => {
  const folder = workplace({ 'answers.yml': answersOf() });
  const config = join(folder, 'config');
  writeFileSync(config, '[user]\n\tuseConfigOnly = true\n');
  const withoutUser = {
    GIT_CONFIG_GLOBAL: config,
    GIT_AUTHOR_NAME: '',
    GIT_AUTHOR_EMAIL: '',
    GIT_COMMITTER_NAME: '',
    GIT_COMMITTER_EMAIL: '',
  };
  const argv = publishing();
  const ran = recordRun(folder, argv, await start(folder, argv, withoutUser).ended);
  expect(ran).toMatchObject({ code: 2, found: ['<folder>/catalog.git author-missing'] });
  expect(git(bareOf(folder), 'for-each-ref')).toBe('');
  const author = ['--author', 'Bo Bot <bot@example.com>'];
  expect(await start(folder, [...argv, ...author], withoutUser).ended).toMatchObject({ code: 0 });
  expect(git(bareOf(folder), 'log', '-1', '--format=%an %ae %cn %ce')).toBe(
    'Bo Bot bot@example.com Bo Bot bot@example.com\n',
  );
});

test('neither stores nor prints a token', async () => {
  const folder = workplace({ 'answers.yml': answersOf() });
  const config = join(folder, 'config');
  // Git replaces the URL with the token by the path of the bare repository.
  const url = 'https://bot:t0ken-s3cret@git.example.com/catalog.git';
  writeFileSync(config, `[url "${bareOf(folder)}"]\n\tinsteadOf = ${url}\n`);
  const argv = ['publish', '--repo', url];
  const printed: string[] = [];
  for (const more of [['--dry-run'], [], ['--json'], ['--branch', 'none']]) {
    const ran = await start(folder, [...argv, ...more], { GIT_CONFIG_GLOBAL: config }).ended;
    printed.push(ran.stdout, ran.stderr);
  }
  expect(printed.join('')).not.toContain('t0ken');
  expect(printed.join('').match(/https:\/\/bot:\*\*\*@git\.example\.com/g)?.length).toBeGreaterThan(
    2,
  );
  const kept = spawnSync('grep', ['-rl', 't0ken', join(folder, 'cache')], { encoding: 'utf8' });
  expect(kept.stdout).toBe('');
  expect(git(bareOf(folder), 'log', '--all', '-p', '--format=%B')).not.toContain('t0ken');
});
