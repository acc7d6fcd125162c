import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git } from '../support/git.ts';
import { bareOf, useGit } from '../support/publishing.ts';
import { changeEcho, checkEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const compose = '0/rancher-compose.yml drift';

describe('check reports', () => {
  test('nothing for an up-to-date catalog', async () => {
    const { folder } = await releasedEcho();
    expect(await checkEcho(folder)).toEqual({ code: 0, found: [] });
  });

  test('a changed answer', async () => {
    const { folder } = await releasedEcho();
    changeEcho(folder, '1.0.0', 'defaults:\n  words: hi\n');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['0/README.md drift', compose] });
  });

  test('a changed template of the blueprint', async () => {
    const { folder } = await releasedEcho();
    appendFileSync(join(folder, 'echo/README.md.hbs'), '\nMore.\n');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['0/README.md drift'] });
  });

  test('a changed schema', async () => {
    const { folder } = await releasedEcho();
    edit(join(folder, 'echo/answers.schema.json'), '"default": "hello"', '"default": "hey"');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['0/README.md drift', compose] });
  });

  test('a changed secret answer, without its value', async () => {
    const { folder } = await releasedEcho();
    changeEcho(folder, '1.0.0', 'answers:\n  token: hunter22\n');
    expect(await checkEcho(folder)).toEqual({
      code: 1,
      found: [
        'answers.yml:5:3 secret-fixed (warning)',
        '0/README.md drift',
        '0/docker-compose.yml drift',
        compose,
      ],
    });
    const { stdout, stderr } = await runCli(folder, ['check', '-c', 'checkout']);
    expect(stdout + stderr).not.toContain('hunter22');
  });

  test('drift, but not because of the program version alone', async () => {
    const { folder, version } = await releasedEcho();
    edit(join(version, 'rancher-compose.yml'), 'program=0.0.0-source', 'program=0.0.1');
    const edited = await checkEcho(folder);
    expect(edited.found.filter((each) => each.endsWith('drift'))).toEqual([]);
    edit(join(folder, 'echo/README.md.hbs'), 'Says', 'Tells');
    expect((await checkEcho(folder)).found).toContain('0/README.md drift');
  });

  test('an unreleased version, with the changes since the last release', async () => {
    const { folder } = await releasedEcho();
    changeEcho(folder, '1.1.0', 'defaults:\n  words: hi\n');
    expect(await checkEcho(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing'],
    });
    expect(await checkEcho(folder, '--allow-unreleased')).toMatchObject({ code: 0 });
    const argv = ['check', '-c', 'checkout', '--allow-unreleased'];
    expect((await runCli(folder, argv)).stderr).not.toContain('\n\n\n');
  });

  test('a version that this program did not generate', async () => {
    const { folder, checkout } = await releasedEcho();
    commit(bareOf(folder), 'by hand', {
      'templates/own/config.yml': 'name: own\nversion: 1.0.0\n',
      'templates/own/0/rancher-compose.yml': "version: '2'\ncatalog:\n  version: 1.0.0\n",
    });
    git(checkout, 'pull', '-q');
    writeFileSync(join(folder, 'answers.yml'), 'blueprint: ./echo\nname: own\nversion: 1.0.0\n');
    const { code, found } = await checkEcho(folder);
    const own = ['0/README.md', '0/docker-compose.yml', '0/rancher-compose.yml'];
    expect({ code, found }).toEqual({
      code: 1,
      found: [...own, 'catalogIcon-own.png', 'config.yml'].map(
        (path) => `checkout/templates/own/${path} drift`,
      ),
    });
  });
});
