import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { entryWith, version } from './echo-entry.ts';

/** A file of this size that takes no space. */
function largeFile(path: string, mebibytes: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  truncateSync(path, mebibytes * 1024 * 1024);
}

describe('the files of a blueprint', () => {
  test('are copied byte for byte and with their mode, and templates among them are rendered', async () => {
    const binary = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const folder = entryWith({
      'files/logo.bin': binary,
      'files/conf/nginx.conf': 'server { listen ${port}; {{x}} }\r\n',
      'files/start.sh': '#!/bin/sh\n',
      'files/conf/about.txt.hbs': 'about: {{name}}\n',
      'NOTES.md.hbs': 'Notes of {{title}}\n',
    });
    chmodSync(join(folder, 'mine/files/start.sh'), 0o755);
    expect(await run(folder, ['generate'])).toMatchObject({ code: 0 });
    expect([...readFileSync(version(folder, 'logo.bin'))]).toEqual([...binary]);
    expect(readFileSync(version(folder, 'conf/nginx.conf'), 'utf8')).toBe(
      'server { listen ${port}; {{x}} }\r\n',
    );
    expect(statSync(version(folder, 'start.sh')).mode & 0o111).toBe(0o111);
    expect(readFileSync(version(folder, 'conf/about.txt'), 'utf8')).toContain('about: ');
    expect(readFileSync(version(folder, 'NOTES.md'), 'utf8')).toBe('Notes of Echo\n');
  });

  test('are part of what an entry was generated from', async () => {
    const folder = entryWith({ 'files/a.txt': 'one' });
    const line = async () => {
      await run(folder, ['generate', '--force']);
      const text = readFileSync(version(folder, 'rancher-compose.yml'), 'utf8');
      return /blueprint=(\w+)/.exec(text)?.[1];
    };
    const before = await line();
    writeFileSync(join(folder, 'mine/files/a.txt'), 'two');
    expect(await line()).not.toBe(before);
  });

  test.for([
    ['files/docker-compose.yml', 'blueprint-file'],
    ['files/conf/rancher-compose.yml', 'blueprint-file'],
    ['files/docker-compose.yml.tpl', 'blueprint-file'],
    ['rancher-compose.yml.tpl.hbs', 'blueprint-file'],
    ['files/config.yml', 'blueprint-file'],
    ['config.yml.hbs', 'blueprint-file'],
    ['files/conf/catalogIcon-x.png', 'blueprint-file'],
    ['files/README.md', 'blueprint-file'],
    ['files/conf/readme.MD', 'blueprint-file'],
    ['files/a\\b.txt', 'blueprint-file'],
    ['files/a\nb.txt', 'blueprint-file'],
    ['files/.Git/x', 'blueprint-file'],
    ['files/.hbs', 'blueprint-file'],
    ['...hbs', 'blueprint-file'],
    ['..hbs', 'blueprint-file'],
    ['.git.hbs', 'blueprint-file'],
    ['.GIT .hbs', 'blueprint-file'],
    ['git~1.hbs', 'blueprint-file'],
    ['b\\c.hbs', 'blueprint-file'],
    ['b\nc.hbs', 'blueprint-file'],
    ['files/a/.git.hbs', 'blueprint-file'],
    ['files/a/...hbs', 'blueprint-file'],
    ['files/git~1/x', 'blueprint-file'],
    ['partials', 'blueprint-file'],
    ['files', 'blueprint-file'],
  ] as const)('cannot be named %j', async ([name]) => {
    const { code, found } = await refusal(entryWith({ [name]: 'x' }), ['generate']);
    const shown = name.replace(/^(files\/(?:\.Git|git~1))\/.*/, '$1');
    expect({ code, count: found.length }).toEqual({ code: 1, count: 1 });
    expect(found[0]).toContain('blueprint-file');
    expect(found[0]).toContain(`mine/${shown.replace('\n', '?')}`);
  });

  test.for([
    ['files/a/x.txt', 'files/b/x.txt'],
    ['files/x.txt', 'files/x.txt.hbs'],
    ['files/NOTES.md', 'NOTES.md.hbs'],
  ] as const)('cannot be both %s and %s', async ([one, two]) => {
    const folder = entryWith({ [one]: 'x', [two]: 'y' });
    const { code, found } = await refusal(folder, ['generate']);
    expect({ code, found }).toEqual({
      code: 1,
      found: [expect.stringContaining('blueprint-file')],
    });
  });

  test('can include a README.md if no template is one', async () => {
    const folder = entryWith({ 'files/README.md': '# Mine\n' });
    execFileSync('rm', [join(folder, 'mine/README.md.hbs')]);
    expect(await run(folder, ['generate'])).toMatchObject({ code: 0 });
    expect(readFileSync(version(folder, 'README.md'), 'utf8')).toBe('# Mine\n');
  });

  test('must be regular', async () => {
    const folder = entryWith({ 'files/a.txt': 'a', 'partials/b.hbs': 'b' });
    symlinkSync('/etc/hostname', join(folder, 'mine/files/link.txt'));
    symlinkSync('/etc', join(folder, 'mine/files/folder'));
    symlinkSync('b.hbs', join(folder, 'mine/partials/c.hbs'));
    execFileSync('mkfifo', [join(folder, 'mine/files/pipe')]);
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: [
        'mine/files/folder blueprint-file',
        'mine/files/link.txt blueprint-file',
        'mine/files/pipe blueprint-file',
        'mine/partials/b.hbs blueprint-unused (warning)',
        'mine/partials/c.hbs blueprint-file',
      ],
    });
  });

  test('cannot be in a folder that is a link', async () => {
    const folder = entryWith();
    symlinkSync('/etc', join(folder, 'mine/files'));
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: ['mine/files blueprint-file'],
    });
  });

  test('have no names that show as other names', async () => {
    const folder = entryWith({ 'files/a\u202Etxt.exe': '' });
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: ['mine/files/a\uFFFDtxt.exe blueprint-file'],
    });
  });

  test('have limits of size and number', async () => {
    const folder = entryWith();
    largeFile(join(folder, 'mine/files/large.iso'), 50);
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: ['mine/files/large.iso file-too-large'],
    });
    const many = entryWith();
    for (const name of ['a', 'b', 'c', 'd', 'e']) largeFile(join(many, 'mine/files', name), 4);
    expect((await refusal(many, ['generate'])).found).toEqual(['mine/files file-too-large']);
    const names = Array.from({ length: 501 }, (_, index) => [`files/${index}.txt`, ''] as const);
    const countless = entryWith(Object.fromEntries(names));
    expect((await refusal(countless, ['generate'])).found).toEqual(['mine/files blueprint-file']);
  });
});

describe('a part of a blueprint that nothing uses', () => {
  test('is a warning', async () => {
    const names = [
      '.docker-compose.yml.hbs.swp',
      'NOTES.md',
      'docker-compose.yml',
      'docker-compose.yml.hbs.orig',
      'file',
      'files/.#nginx.conf',
      'files/.DS_Store',
      'files/nginx.conf~',
      'partials/deep',
      'partials/text.txt',
      'partials/unused.hbs',
      'template.json',
    ];
    const folder = entryWith({ 'file/x.txt': 'x', 'partials/deep/x.hbs': 'x' });
    for (const name of names) {
      const path = join(folder, 'mine', name);
      mkdirSync(dirname(path), { recursive: true });
      if (!['file', 'partials/deep'].includes(name)) writeFileSync(path, 'x');
    }
    const { code, found } = await run(folder, ['generate']);
    const all = names.map((name) => `mine/${name} blueprint-unused (warning)`);
    expect({ code, found }).toEqual({ code: 0, found: all });
  });

  test('is not published', async () => {
    const folder = entryWith({ 'files/a.txt': 'a', 'files/a.txt~': 'old' });
    await run(folder, ['generate']);
    expect(readFileSync(version(folder, 'a.txt'), 'utf8')).toBe('a');
    expect(() => readFileSync(version(folder, 'a.txt~'))).toThrow('ENOENT');
  });

  test('includes an empty directory, which git does not keep', async () => {
    const folder = entryWith({ 'files/a.txt': 'a' });
    mkdirSync(join(folder, 'mine/files/empty'));
    expect((await run(folder, ['generate'])).found).toEqual([
      'mine/files/empty blueprint-unused (warning)',
    ]);
  });

  test('does not include what is kept beside a blueprint', async () => {
    const folder = entryWith({
      'README.md': '# Mine\n',
      LICENSE: 'x',
      'answers.example.yml': 'blueprint: .\n',
      'answers-file.schema.json': '{}',
      'staging.yml': '# ours\nblueprint: .\nversion: 1.0.0\n',
      '.gitignore': 'build\n',
      '.git/HEAD': 'x',
      'tests/one.yml': 'cases: []\n',
      'tests/golden/x': 'x',
      'build/x': 'x',
    });
    expect(await run(folder, ['generate'])).toMatchObject({ code: 0, found: [] });
  });
});
