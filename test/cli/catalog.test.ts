import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const answers = (version: string, more = '') =>
  `blueprint: redis-sentinel\nversion: ${version}\nanswers:\n  image: r.example.com/redis:1\n${more}`;

/** A catalog with version 1.0.0 released. */
async function catalogWithRelease(): Promise<string> {
  const folder = temporaryFolder({
    'answers.yml': answers('1.0.0'),
    'catalog/templates/other/config.yml': 'name: other\n',
  });
  const { code } = await generate(folder);
  expect(code).toBe(0);
  return folder;
}

const generate = (folder: string, ...more: string[]) =>
  runCli(folder, ['generate', '--catalog', 'catalog', ...more]);

const template = (folder: string, path: string) =>
  join(folder, 'catalog/templates/redis-sentinel', path);

const change = (folder: string, text: string) => writeFileSync(join(folder, 'answers.yml'), text);

describe('generate --catalog', () => {
  test('writes the template, and no image', async () => {
    const folder = await catalogWithRelease();
    expect([...readTree(join(folder, 'catalog')).keys()]).toEqual([
      'templates/other/config.yml',
      'templates/redis-sentinel/0/README.md',
      'templates/redis-sentinel/0/docker-compose.yml',
      'templates/redis-sentinel/0/rancher-compose.yml',
      'templates/redis-sentinel/catalogIcon-redis-sentinel.svg',
      'templates/redis-sentinel/config.yml',
    ]);
  });

  test('same version and same bytes: unchanged', async () => {
    const folder = await catalogWithRelease();
    const before = readTree(join(folder, 'catalog'));
    const { code, stdout } = await generate(folder);
    expect({ code, stdout: stdout.split('\n')[0] }).toEqual({
      code: 0,
      stdout: 'redis-sentinel 1.0.0 (folder 0)  unchanged',
    });
    expect(readTree(join(folder, 'catalog'))).toEqual(before);
  });

  test('same version and other bytes: refused, nothing written', async () => {
    const folder = await catalogWithRelease();
    const before = readTree(join(folder, 'catalog'));
    change(folder, answers('1.0.0', '  replicas: 3\n'));
    const { code, stderr } = await generate(folder);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `answers.yml:2:10  error  version 1.0.0 of redis-sentinel is released in folder 0 and never changes, but README.md, docker-compose.yml, rancher-compose.yml would   [version-released]
      2 | version: 1.0.0
        |          ^
  hint: give the change a higher version

1 error

`.replace('README.md, docker-compose.yml, rancher-compose.yml', 'README.md, rancher-compose.yml'),
    );
    expect(readTree(join(folder, 'catalog'))).toEqual(before);
  });

  test('a higher version: the next folder and a new default version', async () => {
    const folder = await catalogWithRelease();
    const released = readTree(template(folder, '0'));
    change(folder, answers('1.10.0', '  replicas: 3\n'));
    expect(await generate(folder)).toMatchObject({ code: 0 });
    expect(readTree(template(folder, '0'))).toEqual(released);
    expect(readFileSync(template(folder, '1/rancher-compose.yml'), 'utf8')).toContain(
      'version: "1.10.0"',
    );
    expect(readFileSync(template(folder, 'config.yml'), 'utf8')).toContain('version: "1.10.0"');
  });

  test('a lower version: refused', async () => {
    const folder = await catalogWithRelease();
    change(folder, answers('1.10.0'));
    await generate(folder);
    change(folder, answers('1.9.0'));
    const { code, stderr } = await generate(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'version 1.9.0 of redis-sentinel is lower than 1.10.0, which is released   [version-lower]',
    );
  });

  test('a version that Rancher cannot tell from a released one: refused', async () => {
    const folder = await catalogWithRelease();
    change(folder, answers('1.0.0+build.2'));
    const { code, stderr } = await generate(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'Rancher cannot tell version 1.0.0+build.2 of redis-sentinel from 1.0.0, which is released   [version-unordered]',
    );
  });

  test('what provenance a version carries does not count', async () => {
    const folder = await catalogWithRelease();
    const path = template(folder, '0/rancher-compose.yml');
    const text = readFileSync(path, 'utf8');
    for (const other of [
      text.replace(/program=\S+/, 'program=9.9.9'),
      text.replace(/# rancher-catalog.*\n/, ''),
    ]) {
      expect(other).not.toBe(text);
      writeFileSync(path, other);
      const { stdout } = await generate(folder);
      expect(stdout).toContain('unchanged');
      expect(readFileSync(path, 'utf8')).toBe(other);
    }
  });

  test('an icon of an earlier blueprint goes, since Rancher might prefer it', async () => {
    const folder = await catalogWithRelease();
    writeFileSync(template(folder, 'catalogIcon-zz.png'), 'x');
    writeFileSync(template(folder, 'NOTES'), 'x');
    await generate(folder);
    expect(existsSync(template(folder, 'catalogIcon-zz.png'))).toBe(false);
    expect(existsSync(template(folder, 'NOTES'))).toBe(true);
  });

  test('an entry made by hand: its versions stay, with a warning', async () => {
    const folder = temporaryFolder({
      'answers.yml': answers('1.0.0'),
      'catalog/templates/redis-sentinel/3/rancher-compose.yml': '.catalog:\n  version: 0.9\n',
      'catalog/templates/redis-sentinel/3/docker-compose.yml': 'x: 1\n',
    });
    const { code, stderr } = await generate(folder);
    expect(code).toBe(0);
    expect(stderr).toContain('that this program did not make');
    expect(readFileSync(template(folder, '3/docker-compose.yml'), 'utf8')).toBe('x: 1\n');
    expect(existsSync(template(folder, '4/rancher-compose.yml'))).toBe(true);
  });

  test('--dry-run says what would happen and writes nothing', async () => {
    const folder = await catalogWithRelease();
    const before = readTree(folder);
    change(folder, answers('2.0.0'));
    const { code, stdout } = await generate(folder, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('redis-sentinel 2.0.0 (folder 1)  would be updated');
    change(folder, answers('1.0.0'));
    expect(readTree(folder)).toEqual(before);
  });

  test('a template that is a link is not followed', async () => {
    const folder = temporaryFolder({
      'answers.yml': answers('1.0.0'),
      'catalog/templates/x': '',
      'elsewhere/x': '',
    });
    symlinkSync('../../elsewhere', join(folder, 'catalog/templates/redis-sentinel'));
    const { code, stderr } = await generate(folder);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `catalog/templates/redis-sentinel  error  this is a symbolic link, which is not followed   [path-unsafe]
  hint: remove it, or write elsewhere

1 error

`,
    });
    expect([...readTree(join(folder, 'elsewhere')).keys()]).toEqual(['x']);
  });

  test('several files are several entries, all or none', async () => {
    const folder = await catalogWithRelease();
    writeFileSync(join(folder, 'b.yml'), `name: second\n${answers('1.0.0')}`);
    change(folder, answers('0.1.0'));
    const refused = await generate(folder, '-a', 'b.yml', '-a', 'answers.yml');
    expect(refused.code).toBe(1);
    expect(existsSync(join(folder, 'catalog/templates/second'))).toBe(false);
    change(folder, answers('1.1.0'));
    const { code, stdout } = await generate(folder, '-a', 'b.yml', '-a', 'answers.yml', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [
        { name: 'second', action: 'create', revision: 0 },
        { name: 'redis-sentinel', action: 'update', revision: 1 },
      ],
    });
  });

  test('a git checkout without templates yet is a catalog', async () => {
    const folder = temporaryFolder({ 'answers.yml': answers('1.0.0') });
    mkdirSync(join(folder, 'catalog/.git'), { recursive: true });
    cpSync(join(folder, 'answers.yml'), join(folder, 'catalog/.git/x'));
    expect(await generate(folder)).toMatchObject({ code: 0 });
  });
});
