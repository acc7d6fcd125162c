import { chmodSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original, rancher } from '../support/lint-catalog.ts';
import { runCli, runCliAsNobody, temporaryFolder } from '../support/run-cli.ts';

describe('lint of bad input', () => {
  const git = { '.git/HEAD': 'ref: refs/heads/master\n' };

  test.for([
    ['an empty folder', {}, 'nothing in this folder is an entry of a catalog'],
    ['a repository not checked out', git, 'this git repository has no files checked out'],
    ['other files', { 'src/main/app.ts': '' }, 'nothing in this folder is an entry of a catalog'],
  ] as const)('%s', async ([, files, message]) => {
    const { code, stderr } = await runCli(temporaryFolder(files), ['lint']);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('a folder that is not there', async () => {
    expect((await runCli(temporaryFolder(), ['lint', 'nowhere'])).code).toBe(2);
  });

  test('links are not looked at, as Rancher does not', async () => {
    const root = catalog();
    symlinkSync('../..', join(root, 'templates/sample/0/loop'));
    symlinkSync('/etc/passwd', join(root, 'templates/sample/0/docker-compose.yml.tpl'));
    expect((await runCli(root, ['lint'])).code).toBe(0);
  });

  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefgh'].map(
      (key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9).slice(0, -1)}]`,
    ),
  ].join('\n');

  test.for([
    ['binary', { [compose]: new Uint8Array([0, 1, 2, 255]) }, 'launch-docker-compose'],
    ['not UTF-8', { [rancher]: new Uint8Array([0x61, 0x3a, 0x20, 0xff]) }, 'index-unreadable'],
    ['an alias bomb', { [compose]: `${original(compose)}${bomb}\n` }, 'yaml-aliases'],
    ['50 MB', { [compose]: 'a'.repeat(52_428_800) }, 'file-too-large'],
    [
      'a loop without end',
      { [compose]: `{{ range $i := until 99999999 }}\na{{ $i }}: 1\n{{ end }}` },
      'template-truncated',
    ],
    ['an empty file', { [rancher]: '' }, 'version-dropped'],
  ] as const)('%s', async ([, files, rule]) => {
    const { code, stdout } = await runCli(catalog(files), ['lint', '--json']);
    expect(code).toBe(1);
    expect(stdout).toContain(`"rule": "${rule}"`);
  });

  test('a file that cannot be read', async () => {
    const root = catalog();
    chmodSync(join(root, rancher), 0);
    const { code, stdout } = await runCliAsNobody(root, ['lint', '--json']);
    expect(code).toBe(1);
    expect(stdout).toContain('"rule": "index-unreadable"');
  });
});

test('lint is clean on all that generate writes', async () => {
  const goldens = join(import.meta.dirname, '../golden');
  for (const { name } of readdirSync(goldens, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const { code, stdout } = await runCli(join(goldens, name), ['lint']);
    expect({ name, code, stdout }).toEqual({ name, code: 0, stdout: 'Nothing to say.\n' });
  }
});
