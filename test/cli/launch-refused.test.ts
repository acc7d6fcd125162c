import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog } from './small-catalog.ts';
import { docker, inVersion, launch, rancher } from './launch-version.ts';

describe('launch', () => {
  test.each([
    ['  # {{ if }}\n', 'x/0/docker-compose.yml:6:5 launch-refused'],
    [
      '  # {{ range until 99999 }}{{ range until 99999 }}{{ end }}{{ end }}\n',
      'x/0/docker-compose.yml:6:43 launch-refused',
    ],
    ['    a: &a [*a]\n', 'x/0/docker-compose.yml:6:12 launch-refused'],
  ])('prints the location of an error: %j', async (keys, found) => {
    const folder = inVersion({ 'docker-compose.yml': docker + keys });
    expect(await refusal(folder, ['launch', 'x/0'])).toEqual({ code: 1, found: [found] });
  });

  test.each([
    ['    nothing: 1\n', 'x/0/docker-compose.yml:6:5 launch-refused'],
    ['    user: a$\n', 'x/0/docker-compose.yml:6:11 launch-panic'],
  ])('names the variables that are not set in a rejected file: %j', async (keys, found) => {
    const folder = inVersion({ 'docker-compose.yml': docker + keys });
    expect(await refusal(folder, ['launch', 'x/0'])).toEqual({
      code: 1,
      found: ['x/0 launch-variable (warning)', found],
    });
  });

  test.each([
    ['binary', new Uint8Array([0, 1, 2]), 'x/0/rancher-compose.yml:1:1 launch-refused'],
    [
      '50 MB large',
      Buffer.alloc(50 * 1024 * 1024, '# x\n'),
      'x/0/rancher-compose.yml:1:1 launch-refused',
    ],
  ])('refuses a file that is %s', async (_, content, found) => {
    const folder = inVersion({ 'rancher-compose.yml': content });
    expect(await refusal(folder, ['launch', 'x/0'])).toEqual({ code: 1, found: [found] });
  });

  test('finds nothing to launch in a version without docker-compose.yml', async () => {
    const folder = temporaryFolder({ 'x/0/rancher-compose.yml': rancher });
    expect(await refusal(folder, ['launch', 'x/0'])).toEqual({
      code: 1,
      found: ['x/0 launch-nothing'],
    });
  });

  test.each([
    ['a folder without compose files', ['launch', '.'], '../<name> not-a-catalog'],
    ['that folder as ./', ['launch', './'], '../<name> not-a-catalog'],
    ['a missing version', ['launch', 'x/9'], 'x/9 file-missing'],
    [
      'a missing answers file',
      ['launch', 'x/0', '--answers', 'nowhere.yml'],
      'nowhere.yml file-missing',
    ],
  ])('reports %s', async (_, argv, found) => {
    expect(await refusal(inVersion(), argv)).toEqual({ code: 2, found: [found] });
  });

  test('reports a catalog, and names one of its versions', async () => {
    const folder = temporaryFolder(smallCatalog);
    expect(await refusal(join(folder, 'templates'), ['launch', '..'])).toEqual({
      code: 2,
      found: ['.. not-a-catalog'],
    });
  });

  test.for([
    ['a.yml', 'TAG: [1]\n', 'a.yml:1:1 wrong-type'],
    ['g.yml', 'blueprint: x\nanswers:\n  TAG: 1\n', 'g.yml:2:1 wrong-type'],
    ['b.yml', '- 1\n', 'b.yml:1:1 not-a-map'],
  ])('rejects answers that are not a map of strings: %s', async ([file = '', text = '', found]) => {
    const argv = ['launch', 'x/0', '--answers', file];
    const folder = inVersion({ [`../../${file}`]: text });
    expect(await refusal(folder, argv)).toEqual({ code: 1, found: [found] });
  });

  test('rejects --json with --yaml', async () => {
    const { code, stdout, stderr } = await launch(inVersion(), '--json', '--yaml');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'usage' }] });
  });
});
