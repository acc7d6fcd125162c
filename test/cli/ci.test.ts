import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const path = '.github/workflows/rancher-catalog.yml';
const init = ['ci', 'init', 'github'];

describe('ci init', () => {
  test('overwrites an edited workflow only with --force', async () => {
    const folder = temporaryFolder({ 'answers.yml': '' });
    const text = () => readFileSync(join(folder, path), 'utf8');
    expect(await run(folder, init)).toMatchObject({ code: 0, stderr: '' });
    const written = text();
    expect(await run(folder, init)).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(join(folder, path), 'mine: true\n');
    expect(await refusal(folder, init)).toEqual({ code: 2, found: [`${path} file-exists`] });
    expect(text()).toBe('mine: true\n');
    expect(await runCli(folder, [...init, '--force'])).toMatchObject({ code: 0 });
    expect(text()).toBe(written);
  });

  test('--dry-run prints the workflow with the given branches and files', async () => {
    const names = ['-a', 'redis/a.yml', '--main-branch', 'trunk', '-b', 'v1.6'];
    const { stdout } = await runCli(temporaryFolder(), ['ci', 'init', 'gitlab', '-n', ...names]);
    expect(stdout).toContain('$CI_COMMIT_BRANCH == "trunk"');
    expect(stdout).toContain('CATALOG_BRANCH: "v1.6"');
    expect(stdout).toContain("--answers 'redis/a.yml'");
  });

  test('--dry-run --json prints the workflow, too', async () => {
    const argv = [...init, '--dry-run'];
    const folder = temporaryFolder({ 'answers.yml': '' });
    const { stdout: text } = await runCli(folder, argv);
    const { stdout } = await runCli(folder, [...argv, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, dryRun: true, text });
  });

  test('rejects a repository that does not exist', async () => {
    const folder = temporaryFolder();
    expect(await refusal(folder, [...init, '--out', 'none'])).toEqual({
      code: 2,
      found: ['none file-missing'],
    });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test('warns about a missing answers file', async () => {
    expect(await run(temporaryFolder(), ['ci', 'init', 'drone'])).toMatchObject({
      code: 0,
      found: ['answers.yml file-missing (warning)'],
    });
  });

  test.for([
    { name: 'an unknown system', argv: ['jenkins'] },
    { name: 'a missing system', argv: [] },
    { name: 'a branch that looks like an option', argv: ['github', '--main-branch=-f'] },
    { name: 'an answers file outside the folder', argv: ['github', '-a', '../a.yml'] },
    { name: 'an absolute answers file', argv: ['github', '-a', '/etc/passwd'] },
    { name: 'an answers file with a line break', argv: ['github', '-a', 'a\nb.yml'] },
    { name: 'standard input', argv: ['github', '-a', '-'] },
  ])('rejects $name', async ({ argv }) => {
    const ran = await refusal(temporaryFolder(), ['ci', 'init', ...argv]);
    expect(ran).toEqual({ code: 2, found: ['usage'] });
  });

  test.for([
    ['github', '.github'],
    ['drone', '.drone.yml'],
  ])('does not follow symbolic links: %s', async ([system = '', link = '']) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(link === '.github' ? 'elsewhere' : 'elsewhere/x', join(folder, link));
    const { code, found } = await run(folder, ['ci', 'init', system]);
    expect({ code, found: found.at(-1) }).toEqual({ code: 1, found: `${link} path-unsafe` });
  });
});
