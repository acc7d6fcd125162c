import { lstatSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { git, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const text =
  '# Ours.\nblueprint: redis-sentinel\nname: redis\nversion: 1.0.0 # raised by a bot\nanswers:\n  image: registry.example.com/redis:1.0.0 # CI builds it\ndefaults:\n  maxmemory: 512mb\n';

const read = (folder: string) => readFileSync(join(folder, 'answers.yml'), 'utf8');

async function released() {
  const folder = workplace({ 'answers.yml': text });
  expect(await runCli(folder, ['publish', '--repo', 'catalog.git'])).toMatchObject({ code: 0 });
  return folder;
}

describe('release', () => {
  test.for([
    ['patch', '1.0.1'],
    ['minor', '1.1.0'],
    ['major', '2.0.0'],
  ] as const)('%s sets %s and keeps every other byte', async ([size, version]) => {
    const folder = workplace({ 'answers.yml': text });
    const { code, stdout } = await runCli(folder, ['release', size]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `redis 1.0.0 → ${version}  a ${size} release after 1.0.0\n`,
    });
    expect(read(folder)).toBe(text.replace('1.0.0 # raised', `${version} # raised`));
  });

  test('sets answers where they stand, CRLF kept', async () => {
    const folder = workplace({ 'answers.yml': text.replaceAll('\n', '\r\n') });
    const set = ['image=registry.example.com/redis:2', 'maxmemory=1gb', 'replicas=3'];
    const { code } = await runCli(folder, [
      'release',
      'major',
      ...set.flatMap((each) => ['--set', each]),
    ]);
    expect(code).toBe(0);
    expect(read(folder)).toBe(
      text
        .replace('1.0.0 # raised', '2.0.0 # raised')
        .replace('redis:1.0.0 # CI builds it\n', 'redis:2 # CI builds it\n  replicas: 3\n')
        .replace('512mb', '1gb')
        .replaceAll('\n', '\r\n'),
    );
  });

  test('auto moves as little as what has changed allows', async () => {
    const folder = await released();
    const auto = async (...more: string[]) =>
      (
        await runCli(folder, ['release', 'auto', '--repo', 'catalog.git', '--dry-run', ...more])
      ).stdout.split('\n')[0];
    expect(await auto()).toBe('redis 1.0.0  nothing has changed since 1.0.0');
    expect(await auto('--set', 'image=x:2')).toBe(
      'redis 1.0.0 → 1.0.1  a patch release after 1.0.0',
    );
    expect(await auto('--set', 'maxmemory=1gb')).toBe(
      'redis 1.0.0 → 1.1.0  a minor release after 1.0.0',
    );
    expect(await auto('--set', 'replicas=3')).toBe(
      'redis 1.0.0 → 2.0.0  a major release after 1.0.0',
    );
    expect(await auto('--set', 'replicas=3', '--allow', 'question-removed')).toContain(
      '→ 1.0.1  a patch',
    );
    expect(read(folder)).toBe(text);
    writeFileSync(join(folder, 'answers.yml'), text.replace('1.0.0 #', '1.4.0 #'));
    expect(await auto('--set', 'image=x:2')).toBe('redis 1.4.0  large enough after 1.0.0');
  });

  test('auto compares with a checkout too, and with a catalog that has no such entry', async () => {
    const folder = await released();
    git(folder, 'clone', '-q', 'catalog.git', 'checkout');
    const argv = ['release', 'auto', '--catalog', 'checkout'];
    const { stdout } = await runCli(folder, [...argv, '--set', 'image=x:2', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ from: '1.0.0', version: '1.0.1', isWritten: true });
    const other = await runCli(folder, [...argv, '--set', 'name=other', '--dry-run']);
    expect(other.stdout).toBe('other 1.0.1  nothing is released yet\nnothing was written\n');
  });

  test('follows a link to the file, and keeps it', async () => {
    const folder = workplace({ 'answers.yml': text });
    renameSync(join(folder, 'answers.yml'), join(folder, 'real.yml'));
    symlinkSync('real.yml', join(folder, 'answers.yml'));
    expect(await runCli(folder, ['release', 'patch'])).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, 'answers.yml')).isSymbolicLink()).toBe(true);
    expect(read(folder)).toContain('version: 1.0.1 #');
  });
});

describe('release refuses', () => {
  const refused = async (argv: readonly string[], code: number, content = text) => {
    const folder = workplace({ 'answers.yml': content, 'b.yml': content });
    const ran = await runCli(folder, ['release', ...argv]);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
    expect(read(folder)).toBe(content);
    return ran.stderr.trimEnd();
  };

  test('auto without a catalog', async () => {
    expect(await refused(['auto'], 2)).toMatchInlineSnapshot(`
      "error  release auto needs --catalog or --repo: what is released decides how far the version moves   [usage]

      1 error"
    `);
  });

  test('another size', async () => {
    expect(await refused(['huge'], 2)).toMatchInlineSnapshot(`
      "error  size is "huge"; expected one of patch, minor, major, auto   [usage]

      1 error"
    `);
  });

  test('no size', async () => {
    expect(await refused([], 2)).toMatchInlineSnapshot(`
      "error  missing argument: <size>   [usage]
        hint: usage: rancher-catalog release <size>

      1 error"
    `);
  });

  test('two files', async () => {
    expect(await refused(['patch', '-a', 'answers.yml', '-a', 'b.yml'], 2)).toMatchInlineSnapshot(`
      "error  release edits one answers file, and 2 are given   [usage]

      1 error"
    `);
  });

  test('standard input', async () => {
    expect(await refused(['patch', '-a', '-'], 2)).toMatchInlineSnapshot(`
      "error  release edits a file; standard input is none   [usage]

      1 error"
    `);
  });

  test('a version of one’s own', async () => {
    expect(await refused(['patch', '--set', 'version=9.9.9'], 2)).toMatchInlineSnapshot(`
      "error  --set version=… is what release itself does   [usage]
        hint: edit the file to choose freely

      1 error"
    `);
  });

  test('a checkout and a repository', async () => {
    expect(await refused(['auto', '--catalog', '.', '--repo', '.'], 2)).toMatchInlineSnapshot(`
      "error  --catalog and --repo do not go together   [usage]
        hint: give the one that is up to date

      1 error"
    `);
  });

  test('an answer that is none', async () => {
    expect(await refused(['patch', '--set', 'replicas=many'], 1)).toMatchInlineSnapshot(`
      "--set replicas  error  replicas is "many"; expected a whole number from 1 to 9   [wrong-type]

      1 error"
    `);
  });

  test('a file with aliases', async () => {
    const content = 'blueprint: redis-sentinel\nname: &n redis\ntitle: *n\nversion: 1.0.0\n';
    expect(await refused(['patch'], 1, content)).toMatchInlineSnapshot(`
      "answers.yml  error  this file cannot be edited in place, since it is written in an unusual way   [answers-form]
        hint: set by hand: version

      1 error"
    `);
  });

  test('a size that is too small', async () => {
    const folder = await released();
    const argv = ['release', 'patch', '--repo', 'catalog.git', '--set', 'replicas=3'];
    const { code, stderr } = await runCli(folder, argv);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'redis 1.0.1 is a patch release after 1.0.0, and this needs a major one',
    );
    expect(read(folder)).toBe(text);
  });
});
