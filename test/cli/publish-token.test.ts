import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { git, workplace } from '../support/git.ts';
import { serveHttp } from '../support/http-git-server.ts';
import { recordRun } from '../support/prose.ts';
import { answersOf, bareOf, refusedPush, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const token = 's3cret+token/with:signs';

afterEach(() => {
  delete process.env.RANCHER_CATALOG_TOKEN;
  delete process.env.RANCHER_CATALOG_USER;
});

/** The arguments of every process of this machine. */
const everyArgument = () =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return [];
    }
  });

/** A server that records the arguments in which its token is seen, and all that git calls. */
async function served(login: string) {
  const folder = workplace({ 'answers.yml': answersOf() });
  git(bareOf(folder), 'config', 'http.receivepack', 'true');
  const seen = new Set<string>();
  const leaks: string[] = [];
  const { port, logins } = await serveHttp(folder, login, () => {
    const lines = everyArgument();
    for (const line of lines.filter((each) => each.includes(`:${port}`))) seen.add(line);
    leaks.push(...lines.filter((line) => line.includes(token)));
  });
  const url = `http://127.0.0.1:${port}/catalog.git`;
  return { folder, url, seen, leaks, logins };
}

/** Files of a folder that include the token. */
function filesWithToken(folder: string): string {
  try {
    return execFileSync('grep', ['-rlF', token, folder], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

describe('publish with a token', () => {
  test('takes it from the environment, and shows it in no argument, file or output', async () => {
    const { folder, url, seen, leaks, logins } = await served(`x-access-token:${token}`);
    process.env.RANCHER_CATALOG_TOKEN = token;
    const ran = await runCli(folder, ['publish', '--repo', url]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect([...logins]).toEqual([`x-access-token:${token}`]);
    expect(git(bareOf(folder), 'log', '--format=%s', 'master')).toBe('redis 1.0.0 (revision 0)\n');
    expect([...seen].some((line) => line.includes('git-remote-http'))).toBe(true);
    expect(leaks).toEqual([]);
    expect(ran.stdout).not.toContain(token);
    expect(filesWithToken(folder)).toBe('');
  });

  test('takes the user from the environment or the URL, also for the remote of a checkout', async () => {
    const { folder, url, logins, leaks } = await served(`ann:${token}`);
    process.env.RANCHER_CATALOG_TOKEN = token;
    const named = url.replace('//', '//ann@');
    expect(await runCli(folder, ['publish', '--repo', named])).toMatchObject({ code: 0 });
    git(folder, 'clone', '-q', 'catalog.git', 'checkout');
    git(join(folder, 'checkout'), 'remote', 'set-url', 'origin', url);
    process.env.RANCHER_CATALOG_USER = 'ann';
    writeFileSync(join(folder, 'answers.yml'), answersOf('1.0.1'));
    const again = await runCli(folder, ['publish', '--repo', 'checkout']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    // The user of the URL is sent first, without a password.
    expect([...logins]).toEqual(['ann:', `ann:${token}`]);
    expect(leaks).toEqual([]);
    expect(filesWithToken(folder)).toBe('');
  });

  test('takes it out of the URL that the remote of a checkout has', async () => {
    const { folder, url, seen, leaks, logins } = await served(`ann:${token}`);
    git(folder, 'clone', '-q', 'catalog.git', 'checkout');
    const checkout = join(folder, 'checkout');
    const secret = url.replace('//', `//ann:${encodeURIComponent(token)}@`);
    git(checkout, 'remote', 'set-url', 'origin', secret);
    const ran = await runCli(folder, ['publish', '--repo', 'checkout']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect([...logins]).toEqual([`ann:${token}`]);
    const calls = [...seen].filter((line) => line.includes('git-remote-http'));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((line) => line.includes('ann'))).toEqual([]);
    expect(leaks).toEqual([]);
    expect(git(checkout, 'remote', 'get-url', 'origin').trim()).toBe(secret);
    expect(readFileSync(join(checkout, '.git/logs/HEAD'), 'utf8')).not.toContain('ann:');
  });

  test('reports a wrong one without printing it', async () => {
    const { folder, url } = await served('ann:another');
    process.env.RANCHER_CATALOG_TOKEN = token;
    const argv = ['publish', '--repo', url];
    const ran = await runCli(folder, argv);
    expect(ran.stdout + ran.stderr).not.toContain(token);
    expect(ran.stderr).toContain('RANCHER_CATALOG_TOKEN');
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('repository-unreachable');
  });

  test('does not send it to another server', async () => {
    const other = await served('ann:x');
    const { folder, url, logins } = await served(`x-access-token:${token}`);
    process.env.RANCHER_CATALOG_TOKEN = token;
    git(bareOf(other.folder), 'config', 'core.bare', 'true');
    const config = [`url.${other.url}.insteadOf`, url];
    process.env.GIT_CONFIG_COUNT = '1';
    [process.env.GIT_CONFIG_KEY_0, process.env.GIT_CONFIG_VALUE_0] = config;
    const { code } = await runCli(folder, ['publish', '--repo', url]);
    for (const name of ['COUNT', 'KEY_0', 'VALUE_0']) delete process.env[`GIT_CONFIG_${name}`];
    expect(code).toBe(2);
    expect([...logins, ...other.logins]).toEqual([]);
  });

  test.each([
    'http://ann:s3cret@127.0.0.1:1/catalog.git',
    'https://s3cret0123456789012345@example.com/catalog.git',
  ])('rejects %s, whose password is in an argument', async (repo) => {
    const folder = workplace({ 'answers.yml': answersOf() });
    for (const argv of [
      ['publish', '--repo', repo],
      ['release', 'auto', '--repo', repo],
    ]) {
      const ran = await runCli(folder, argv);
      expect(ran.stderr).not.toContain('s3cret');
      expect(recordRun(folder, argv, ran)).toMatchObject({ code: 2, found: ['usage'] });
    }
    expect(await refusedPush(folder, ['publish', '--repo', repo])).toMatchObject({ code: 2 });
  });
});
