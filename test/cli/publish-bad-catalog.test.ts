import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git, workplace } from '../support/git.ts';
import {
  answersOf,
  bareOf,
  change,
  clone,
  published,
  publishing,
  refusedPush,
  useGit,
} from '../support/publishing.ts';

useGit();

/** A folder with a catalog of one file, and a checkout of it. */
function started() {
  const folder = workplace({ 'answers.yml': answersOf() });
  commit(bareOf(folder), 'start', { 'README.md': 'x' });
  return { folder, checkout: clone(folder) };
}

describe('publish rejects a repository that', () => {
  test('has a hook that rejects the push', async () => {
    const folder = await published();
    const hook = '#!/bin/sh\necho "Releases are frozen until Monday." >&2\nexit 1\n';
    writeFileSync(join(bareOf(folder), 'hooks/pre-receive'), hook, { mode: 0o755 });
    change(folder, '1.0.1');
    expect(await refusedPush(folder, publishing())).toEqual({
      code: 2,
      found: ['<folder>/catalog.git push-refused'],
    });
  });

  test('has an entry that Rancher cannot read', async () => {
    const folder = await published();
    commit(bareOf(folder), 'broken', {
      'templates/other/config.yml': 'name: other\ncategories: none\n',
      'templates/other/0/rancher-compose.yml': "version: '3'\nservices:\n\ta: {}\n",
    });
    change(folder, '1.0.1');
    expect(await refusedPush(folder, publishing())).toEqual({
      code: 1,
      found: [
        'templates/other/0/rancher-compose.yml:3:1 neighbour-broken',
        'templates/other/config.yml:2:13 neighbour-broken',
      ],
    });
  });

  test('has the entry in another folder too', async () => {
    const folder = workplace({ 'answers.yml': answersOf() });
    commit(bareOf(folder), 'clash', { 'extra/redis/config.yml': 'name: redis\n' });
    expect(await refusedPush(folder, publishing())).toEqual({
      code: 1,
      found: ['<folder>/catalog.git neighbour-clash'],
    });
  });

  const unsafe = { code: 1, found: ['answers.yml:3:10 path-unsafe'] };

  test('has a symbolic link in place of the template', async () => {
    const { folder, checkout } = started();
    mkdirSync(join(checkout, 'templates'));
    symlinkSync('/etc', join(checkout, 'templates/redis'));
    git(checkout, 'add', '-A');
    git(checkout, 'commit', '-qm', 'link');
    git(checkout, 'push', '-q');
    // Rancher 2 refuses the whole repository.
    const found = [...unsafe.found, 'templates/redis neighbour-broken'];
    expect(await refusedPush(folder, publishing())).toEqual({ code: 1, found });
    expect(await refusedPush(folder, ['publish', '--repo', 'checkout'])).toEqual({
      code: 1,
      found,
    });
  });

  test('has a submodule in place of the templates folder', async () => {
    const { folder, checkout } = started();
    const head = git(checkout, 'rev-parse', 'HEAD').trim();
    git(checkout, 'update-index', '--add', '--cacheinfo', `160000,${head},templates`);
    git(checkout, 'commit', '-qm', 'submodule');
    git(checkout, 'push', '-q');
    expect(await refusedPush(folder, publishing())).toEqual(unsafe);
  });
});
