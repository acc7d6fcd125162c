import { describe, expect, test } from 'vitest';
import { commit, git, workplace } from '../support/git.ts';
import { answersOf, bareOf, publish, useGit } from '../support/publishing.ts';

useGit();

describe('publish next to other entries', () => {
  test('leaves other entries unchanged, whatever their bytes and names', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    commit(bareOf(folder), 'neighbours', {
      'templates/other/config.yml': 'name: other\r\nversion: "1"\r\n',
      'templates/other/0/rancher-compose.yml': "version: '2'\r\ncatalog:\r\n  version: '1'\r\n",
      'templates/other/0/big.bin': Buffer.alloc(1024 * 1024, 7),
      'templates/-x\n"q"/config.yml': 'name: odd\n',
      'templates/redis/0/rancher-compose.yml': "catalog:\n  version: '0.9'\n",
      'templates/redis/5/rancher-compose.yml': "catalog:\n  version: '0.8'\n",
      'é/readme': '\u0000\u00ff',
    });
    const tree = () => git(bareOf(folder), 'ls-tree', '-r', 'HEAD').split('\n');
    const before = tree();
    expect(await publish(folder)).toMatchObject({ code: 0, entries: [{ revision: 6 }] });
    expect(tree()).toEqual(expect.arrayContaining(before));
  });

  test('skips a revision number that a symbolic link or a file has', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    commit(bareOf(folder), 'odd', {
      'templates/redis/3': 'a file',
    });
    expect(await publish(folder)).toMatchObject({ code: 0, entries: [{ revision: 4 }] });
  });

  test('fails if another entry is broken, unless allowed', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    commit(bareOf(folder), 'broken', { 'templates/x/config.yml': 'a: [\n' });
    expect(await publish(folder)).toMatchObject({ code: 1 });
    const allowed = await publish(folder, '--allow-broken-neighbours');
    expect(allowed).toMatchObject({ code: 0, diagnostics: [{ code: 'neighbour-broken' }] });
  });
});
