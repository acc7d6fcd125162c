import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original, rancher } from '../support/lint-catalog.ts';
import { refusal } from '../support/prose.ts';
import { runCli, runCliAsNobody, temporaryFolder } from '../support/run-cli.ts';

const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefgh'].map(
    (key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9).slice(0, -1)}]`,
  ),
].join('\n');

describe('lint of bad input', () => {
  test.for([
    ['an empty folder', {}, '. not-a-catalog'],
    [
      'a repository without checked-out files',
      { '.git/HEAD': 'ref: refs/heads/master\n' },
      '. not-a-catalog',
    ],
    ['a folder of other files', { 'src/main/app.ts': '' }, '. not-a-catalog'],
  ] as const)('reports %s', async ([, files, found]) => {
    expect(await refusal(temporaryFolder(files), ['lint'])).toEqual({ code: 2, found: [found] });
  });

  test('ignores symbolic links, as Rancher does', async () => {
    const root = catalog();
    symlinkSync('../..', join(root, 'templates/sample/0/loop'));
    symlinkSync('/etc/passwd', join(root, 'templates/sample/0/docker-compose.yml.tpl'));
    expect((await runCli(root, ['lint'])).code).toBe(0);
  });

  test.for([
    ['a binary file', { [compose]: new Uint8Array([0, 1, 2, 255]) }, 'launch-docker-compose'],
    [
      'a file that is not UTF-8',
      { [rancher]: new Uint8Array([0x61, 0x3a, 0x20, 0xff]) },
      'index-unreadable',
    ],
    ['an alias bomb', { [compose]: `${original(compose)}${bomb}\n` }, 'yaml-aliases'],
    ['a file of 50 MB', { [compose]: 'a'.repeat(52_428_800) }, 'file-too-large'],
    [
      'an endless loop',
      { [compose]: `{{ range $i := until 99999999 }}\na{{ $i }}: 1\n{{ end }}` },
      'template-truncated',
    ],
    ['an empty file', { [rancher]: '' }, 'version-dropped'],
  ] as const)('reports %s', async ([, files, rule]) => {
    const { code, stdout } = await runCli(catalog(files), ['lint', '--json']);
    expect(code).toBe(1);
    expect(stdout).toContain(`"rule": "${rule}"`);
  });

  test('reports an unreadable file', async () => {
    const root = catalog();
    chmodSync(join(root, rancher), 0);
    const { code, stdout } = await runCliAsNobody(root, ['lint', '--json']);
    expect(code).toBe(1);
    expect(stdout).toContain('"rule": "index-unreadable"');
  });
});
