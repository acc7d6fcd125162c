import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, runCliAsNobody, temporaryFolder } from '../support/run-cli.ts';

const entry = {
  'templates/x/config.yml': 'name: X\nversion: 1.0.0\ncategory: T\n',
  'templates/x/catalogIcon-x.svg': '<svg/>',
  'templates/x/0/docker-compose.yml': 'web:\n  image: nginx:1\n',
  'templates/x/0/rancher-compose.yml':
    '.catalog:\n  version: 1.0.0\n  questions:\n  - {variable: A, type: boolean, default: yes}\nweb:\n  scale: 1\n',
  'templates/x/1/docker-compose.yml': 'web:\n  image: nginx:2\n',
  'templates/x/1/rancher-compose.yml': '.catalog: {version: 1.1.0}\n',
};

const json = async (folder: string, ...more: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await runCli(folder, ['index', '.', '--json', ...more]);
  const parsed: unknown = JSON.parse(stdout);
  if (typeof parsed !== 'object' || parsed === null) throw new Error(stdout);
  return { ...parsed };
};

describe('index', () => {
  test('prints what Rancher lists', async () => {
    const folder = temporaryFolder(entry);
    const { code, stdout, stderr } = await runCli(folder, ['index', '.']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'TEMPLATE   VERSIONS  DEFAULT  ICON  NAME',
        'catalog:x  2         1.0.0    yes   X',
        '',
        '1 template, 2 versions, 0 errors',
        '',
      ].join('\n'),
    );
  });

  test('prints all of it as JSON', async () => {
    const found = await json(temporaryFolder(entry), '--catalog-id', 'mine');
    expect(Object.keys(found)).toEqual(['templates/x']);
    expect(found['templates/x']).toMatchObject({
      listed: true,
      versions: ['1.0.0', '1.1.0'],
      defaultTemplateVersionId: 'mine:x:0',
      iconFilename: 'catalogIcon-x.svg',
      indexError: false,
      errors: [],
      templateVersions: [
        {
          id: 'mine:x:0',
          files: ['docker-compose.yml', 'rancher-compose.yml'],
          questions: [{ variable: 'A', type: 'boolean', default: 'true' }],
          upgradeVersionLinks: { '1.1.0': 'mine:x:1' },
        },
        { id: 'mine:x:1', upgradeVersionLinks: {} },
      ],
    });
  });

  test('leaves out what is not for a Rancher', async () => {
    const block = '.catalog: {version: 1.1.0, minimum_rancher_version: v1.6.0}\n';
    const folder = temporaryFolder({ ...entry, 'templates/x/1/rancher-compose.yml': block });
    const versions = async (...more: string[]) => (await json(folder, ...more))['templates/x'];
    expect(await versions('--rancher-version', 'v1.5.0')).toMatchObject({ versions: ['1.0.0'] });
    expect(await versions()).toMatchObject({ versions: ['1.0.0', '1.1.0'] });
  });

  test('shows each error with its place and what it costs, and exits 1', async () => {
    const folder = temporaryFolder({
      ...entry,
      'templates/x/1/rancher-compose.yml': '.catalog:\n  version: 1.1.0\n  questions: {}\n',
      'templates/y/config.yml': 'name: [\n',
    });
    const { code, stderr } = await runCli(join(folder, 'templates'), ['index', '..']);
    expect(code).toBe(1);
    expect(stderr).toContain('../templates/x/1/rancher-compose.yml:3:14');
    expect(stderr).toContain('Rancher drops this version');
    expect(stderr).toContain('../templates/y/config.yml:');
    expect(stderr).toContain('the whole entry has no name and cannot be opened');
  });

  test.each([
    ['an empty folder', {}, 'there is no file in this folder'],
    ['no catalog', { 'README.md': 'x', 'src/a.ts': '' }, 'there is no entry in this folder'],
    ['one template', { 'config.yml': 'name: x\n' }, 'give the folder of the whole catalog'],
  ])('says of %s that it is none, and what it looked for', async (_, files, words) => {
    const { code, stdout, stderr } = await runCli(temporaryFolder(files), ['index', '.']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('could not look into a folder that is not there, or is a file', async () => {
    const folder = temporaryFolder({ file: '' });
    expect(await runCli(folder, ['index', 'nowhere'])).toMatchObject({ code: 2, stdout: '' });
    expect(await runCli(folder, ['index', 'file'])).toMatchObject({ code: 2, stdout: '' });
  });

  test('follows no link, not even in a circle', async () => {
    const folder = temporaryFolder(entry);
    symlinkSync('..', join(folder, 'templates/x/0/up'));
    symlinkSync('x', join(folder, 'templates/y'));
    symlinkSync('../0/docker-compose.yml', join(folder, 'templates/x/1/linked.yml'));
    expect(await json(folder)).toMatchObject({ 'templates/x': { versions: ['1.0.0', '1.1.0'] } });
    expect(Object.keys(await json(folder))).toEqual(['templates/x']);
    expect(JSON.stringify(await json(folder))).not.toContain('linked.yml');
  });

  test('takes a worktree or a submodule without its repository for a folder', async () => {
    const folder = temporaryFolder({ ...entry, '.git': 'gitdir: /nowhere\n' });
    expect(await runCli(folder, ['index', '.'])).toMatchObject({ code: 0, stderr: '' });
  });

  const block = 'templates/x/1/rancher-compose.yml';
  const aliases = [...'bcdefghij'].map((name, at) => {
    const before = [...'abcdefghi'][at] ?? '';
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]\n`;
  });
  test.each([
    ['binary', new Uint8Array([0, 1, 2, 3, 255]), 'control characters'],
    ['not UTF-8', Buffer.from('.catalog: {version: "\xFF\xFE"}\n', 'latin1'), 'UTF-8'],
    ['50 MB large', Buffer.alloc(50 * 1024 * 1024, '# x\n'), 'large'],
    ['a bomb of aliases', `a: &a [x, x]\n${aliases.join('')}`, 'alias'],
    ['nested without end', `a: ${'['.repeat(100_000)}`, ''],
  ])('names a file that is %s, and goes on', async (_, content, words) => {
    const folder = temporaryFolder({ ...entry, [block]: content });
    const { code, stdout, stderr } = await runCli(folder, ['index', '.']);
    expect(code).toBe(1);
    expect(stderr).toContain(block);
    expect(stderr).toContain(words);
    expect(stdout).toContain('1 template, 1 version, 1 error');
  });

  test('names a file that cannot be read', async () => {
    const folder = temporaryFolder(entry);
    chmodSync(join(folder, block), 0);
    const { code, stderr } = await runCliAsNobody(folder, ['index', '.']);
    expect(code).toBe(1);
    expect(stderr).toContain(block);
  });

  test('has an end of patience with files', async () => {
    const folder = temporaryFolder(entry);
    mkdirSync(join(folder, 'many'));
    for (let at = 0; at <= 100_000; at += 1) writeFileSync(join(folder, 'many', `${at}`), '');
    const { code, stderr } = await runCli(folder, ['index', '.']);
    expect(code).toBe(2);
    expect(stderr).toContain('more than 100000 files');
  }, 60_000);
});
