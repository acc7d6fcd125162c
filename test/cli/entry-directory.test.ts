// Entries in another directory of a catalog than templates.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bareOf, publishing, useGit } from '../support/publishing.ts';
import { commit, git, workplace } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

/** An infrastructure service with two versions, and an application of the same name. */
const files = {
  ...Object.fromEntries(
    ['1.0.0', '1.1.0'].flatMap((version, revision) => [
      [`infra-templates/net/${revision}/docker-compose.yml`, `net:\n  image: net:${version}\n`],
      [`infra-templates/net/${revision}/rancher-compose.yml`, `.catalog:\n  version: ${version}\n`],
    ]),
  ),
  'infra-templates/net/config.yml': 'category: Networking\nname: Net\nversion: 1.1.0\n',
  'infra-templates/net/catalogIcon-net.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'templates/net/config.yml': 'name: Other\nversion: 9.0.0\n',
  'templates/net/0/docker-compose.yml': 'other:\n  image: other:9\n',
  'templates/net/0/rancher-compose.yml': '.catalog:\n  version: 9.0.0\n',
} as Readonly<Record<string, string>>;

/** A folder with a bare repository of the catalog, its checkout, and the imported blueprint `mine`. */
async function imported(): Promise<string> {
  const folder = workplace({});
  commit(bareOf(folder), 'Catalog', files);
  git(folder, 'clone', '-q', bareOf(folder), 'checkout');
  const argv = ['blueprint', 'import', 'checkout/infra-templates/net', '-o', 'mine'];
  const { code, found } = await run(folder, argv);
  expect({ code, found }).toEqual({ code: 0, found: [] });
  return folder;
}

const release = (...more: readonly string[]) => [
  'release',
  'minor',
  '-a',
  'mine/answers.yml',
  ...more,
];

test('an imported entry stays in its directory, and its versions continue', async () => {
  const folder = await imported();
  expect(readFileSync(join(folder, 'mine/blueprint.yml'), 'utf8')).toMatch(
    /^directory: infra-templates$/m,
  );
  expect(await runCli(folder, ['generate', '-a', 'mine/answers.yml'])).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'build/catalog/infra-templates/net/0'))).toBe(true);
  expect(existsSync(join(folder, 'build/catalog/templates'))).toBe(false);

  expect(await runCli(folder, release('--repo', 'catalog.git'))).toMatchObject({ code: 0 });
  const { code, stderr } = await run(folder, publishing('-a', 'mine/answers.yml'));
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const changed = git(bareOf(folder), 'diff', '--name-only', 'master~', 'master').split('\n');
  expect(changed).toContain('infra-templates/net/2/docker-compose.yml');
  expect(changed.filter((path) => !path.startsWith('infra-templates/net/'))).toEqual(['']);
  expect(await run(folder, publishing('-a', 'mine/answers.yml'))).toMatchObject({
    code: 0,
    found: [],
  });
});

test('check finds what was changed in that directory, and when', async () => {
  const folder = await imported();
  const argv = ['generate', '-a', 'mine/answers.yml', '--catalog', 'checkout'];
  await runCli(folder, release('--catalog', 'checkout'));
  expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
  git(join(folder, 'checkout'), 'add', '-A');
  git(join(folder, 'checkout'), 'commit', '-qm', 'Release');
  const checking = ['check', '-a', 'mine/answers.yml', '--catalog', 'checkout'];
  expect(await run(folder, checking)).toMatchObject({ code: 0, found: [] });
  commit(join(folder, 'checkout'), 'Edit', {
    'infra-templates/net/0/docker-compose.yml': 'net:\n  image: net:edited\n',
    'infra-templates/net/2/README.md': 'edited\n',
    'templates/net/0/docker-compose.yml': 'other:\n  image: other:edited\n',
  });
  git(join(folder, 'checkout'), 'checkout', '-q', '--force');
  const { code, found } = await run(folder, checking);
  expect(code).toBe(1);
  expect([...found].sort()).toEqual([
    'checkout/infra-templates/net/0 history-edited',
    'checkout/infra-templates/net/2 history-edited',
    'checkout/infra-templates/net/2/README.md drift',
  ]);
});

test('a directory that Rancher reads as the same template is refused', async () => {
  const folder = await imported();
  commit(bareOf(folder), 'Clash', { 'infra-other/net/config.yml': 'name: Same\n' });
  await runCli(folder, release('--repo', 'catalog.git'));
  const { code, found, stderr } = await run(folder, publishing('-a', 'mine/answers.yml'));
  expect(code).toBe(1);
  expect(found).toContain('<folder>/catalog.git neighbour-clash');
  expect(stderr).toContain('Rancher reads infra-other/net and infra-templates/net as one template');
});

test.for([
  'directory: ../../templates',
  'directory: infra',
  'directory: a/b-templates',
  'name: ../../../net',
])('%s is refused, in an imported blueprint too', async (line) => {
  const folder = await imported();
  const path = join(folder, 'mine/blueprint.yml');
  const [key = ''] = line.split(':');
  const text = readFileSync(path, 'utf8').replace(new RegExp(`^${key}: .*$`, 'm'), line);
  writeFileSync(path, text);
  const answers = readFileSync(join(folder, 'mine/answers.yml'), 'utf8');
  writeFileSync(join(folder, 'mine/answers.yml'), answers.replace(/^name: .*\n/m, ''));
  const { code, found } = await run(folder, ['generate', '-a', 'mine/answers.yml']);
  expect({ code, found }).toEqual({
    code: 1,
    found: [expect.stringMatching(/^mine\/blueprint\.yml:\d+:\d+ wrong-form$/)],
  });
  expect(existsSync(join(folder, 'build'))).toBe(false);
});
