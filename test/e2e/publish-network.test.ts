import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cuttingProxy, serve, silentServer } from '../support/git-server.ts';
import { git, subjects, workplace } from '../support/git.ts';
import { start } from '../support/processes.ts';
import { recordRun, wordsOfGit, type Masks } from '../support/prose.ts';
import { answersOf, bareOf, useGit } from '../support/publishing.ts';

useGit();

const publishTo = (port: number) => ['publish', '--repo', `git://127.0.0.1:${port}/catalog.git`];

/** Publishes to a port and records the output. */
async function publish(folder: string, port: number, more: string[] = [], masks: Masks = []) {
  const argv = [...publishTo(port), ...more];
  const ran = await start(folder, argv).ended;
  return recordRun(folder, argv, ran, [[String(port), '<port>'], ...masks]);
}

describe('publish over a network', () => {
  test('succeeds', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const port = await serve(folder, true);
    expect(await start(folder, publishTo(port)).ended).toMatchObject({ code: 0 });
    expect(subjects(bareOf(folder))).toHaveLength(1);
  });

  test('reports missing permission to push', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const port = await serve(folder, false);
    expect(await publish(folder, port)).toMatchObject({
      code: 2,
      stdout: '',
      found: ['git://127.0.0.1:<port>/catalog.git repository-unreachable'],
    });
    expect(git(bareOf(folder), 'for-each-ref')).toBe('');
  });

  // The first call fetches; a first publication asks for the branches too, then pushes.
  test.for([
    { when: 'while it fetches', from: 1, afterBytes: 10 },
    { when: 'before it pushes', from: 3, afterBytes: 0 },
    { when: 'in the middle of the push', from: 3, afterBytes: 1500 },
  ])('changes nothing when the connection breaks $when', async ({ from, afterBytes }) => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const port = await serve(folder, true);
    const cut = await cuttingProxy(port, { from, afterBytes });
    expect(await publish(folder, cut, [], wordsOfGit)).toMatchObject({
      code: 2,
      found: ['git://127.0.0.1:<port>/catalog.git repository-unreachable'],
    });
    expect(git(bareOf(folder), 'for-each-ref')).toBe('');
    git(bareOf(folder), 'fsck', '--full', '--strict');
    expect(await start(folder, publishTo(port)).ended).toMatchObject({ code: 0 });
  });

  test('times out if the server never answers', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const { port } = await silentServer();
    expect(await publish(folder, port, ['--timeout', '1'])).toMatchObject({
      code: 2,
      found: ['git-timeout'],
    });
  });

  test('exits with 130 on Ctrl-C and leaves no process', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    const { port, connected } = await silentServer();
    const { pid, ended } = start(folder, publishTo(port));
    await connected;
    process.kill(pid, 'SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: '' });
    expect(readdirSync(join(folder, 'cache/rancher-catalog'))).toEqual([]);
  });
});
