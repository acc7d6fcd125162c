import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { git, paths, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { start } from '../support/processes.ts';
import { recordRun } from '../support/prose.ts';

beforeAll(useGitVariables);

/** The life cycle of an entry, with the program as it ships. */
test('covers an entry from its first release to the detection of a manual edit', async () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  const cli = async (...argv: string[]) => {
    return recordRun(folder, argv, await start(folder, argv).ended);
  };
  const edit = (from: string | RegExp, to: string) => {
    const file = join(folder, 'answers.yml');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(from);
    writeFileSync(file, text.replace(from, to));
  };

  // init, generate
  writeFileSync(
    join(folder, 'answers.yml'),
    '# Our Redis.\nblueprint: redis-sentinel\nname: redis\nversion: 1.0.0 # raised by a bot\nanswers:\n  # The image that CI builds.\n  image: registry.example.com/redis:1.0.0\n',
  );
  expect(await cli('ci', 'init', 'drone')).toMatchObject({ code: 0, stderr: '' });
  expect(await cli('generate')).toMatchObject({ code: 0, stderr: '' });

  // publish 1.0.0, then nothing more to do
  const publish = () => cli('publish', '--repo', 'catalog.git');
  expect(await publish()).toMatchObject({ code: 0, stderr: '' });
  expect(await publish()).toMatchObject({ code: 0, stderr: '' });
  expect(subjects(bare)).toEqual(['redis 1.0.0 (revision 0)']);

  // a change without a bump
  edit('redis:1.0.0', 'redis:1.0.1');
  const place = 'answers.yml:4:10';
  expect(await publish()).toMatchObject({ code: 1, found: [`${place} version-released`] });

  // release auto finds the smallest version, and keeps the comments
  expect(await cli('release', 'auto', '--repo', 'catalog.git')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('redis 1.0.0 → 1.0.1 '),
  });
  expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toBe(
    '# Our Redis.\nblueprint: redis-sentinel\nname: redis\nversion: 1.0.1 # raised by a bot\nanswers:\n  # The image that CI builds.\n  image: registry.example.com/redis:1.0.1\n',
  );
  expect(await publish()).toMatchObject({ code: 0, stderr: '' });

  // a breaking change: refused as a minor release, published as a major one
  edit('  # The image', '  replicas: 3\n  # The image');
  edit('version: 1.0.1', 'version: 1.1.0');
  expect(await publish()).toMatchObject({ code: 1, found: [`${place} bump-too-small`] });
  expect(await cli('release', 'auto', '--repo', 'catalog.git')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('redis 1.1.0 → 2.0.0 '),
  });
  expect(await publish()).toMatchObject({ code: 0, stderr: '' });
  expect(show(bare, 'templates/redis/config.yml')).toContain('version: "2.0.0"');
  expect(show(bare, 'templates/redis/2/CHANGELOG.md').match(/^## .*/gm)).toEqual([
    '## 2.0.0',
    '## 1.0.1',
    '## 1.0.0',
  ]);
  expect(paths(bare).filter((path) => path.endsWith('docker-compose.yml'))).toHaveLength(3);

  // a manual edit of the catalog
  git(folder, 'clone', '-q', 'catalog.git', 'checkout');
  const check = () => cli('check', '--catalog', 'checkout');
  expect(await check()).toMatchObject({ code: 0, found: [] });
  const file = join(folder, 'checkout/templates/redis/2/docker-compose.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('redis:1.0.1', 'redis:hotfix'));
  git(join(folder, 'checkout'), 'commit', '-qam', 'Hot fix in place');
  const version = 'checkout/templates/redis/2';
  expect(await check()).toMatchObject({
    code: 1,
    found: [`${version} history-edited`, `${version}/docker-compose.yml drift`],
  });
});
