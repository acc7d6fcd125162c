import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const path = '.github/workflows/rancher-catalog.yml';

describe('ci init', () => {
  test('writes a workflow once, and again only by force', async () => {
    const folder = temporaryFolder({ 'answers.yml': '' });
    expect(await runCli(folder, ['ci', 'init', 'github'])).toMatchObject({ code: 0, stderr: '' });
    const text = readFileSync(join(folder, path), 'utf8');
    expect(await runCli(folder, ['ci', 'init', 'github'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('unchanged'),
    });
    writeFileSync(join(folder, path), 'mine: true\n');
    const { code, stderr } = await runCli(folder, ['ci', 'init', 'github']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${path}  error  there is a workflow already, and it is another one   [file-exists]\n  hint: --force replaces it; --dry-run prints what it would be\n\n1 error\n\n`,
    });
    expect(readFileSync(join(folder, path), 'utf8')).toBe('mine: true\n');
    expect(await runCli(folder, ['ci', 'init', 'github', '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });

  test('--dry-run prints it, branches and files as they are named', async () => {
    const folder = temporaryFolder();
    const argv = [
      'ci',
      'init',
      'gitlab',
      '-n',
      '-a',
      'redis/a.yml',
      '--main-branch',
      'trunk',
      '-b',
      'v1.6',
    ];
    const { stdout } = await runCli(folder, argv);
    expect(stdout).toContain('$CI_COMMIT_BRANCH == "trunk"');
    expect(stdout).toContain('CATALOG_BRANCH: "v1.6"');
    expect(stdout).toContain("--answers 'redis/a.yml'");
  });

  test('warns of an answers file that is not there yet', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await runCli(folder, ['ci', 'init', 'drone']);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('answers.yml  warning'),
    });
  });

  test.for([
    { name: 'another system', argv: ['jenkins'] },
    { name: 'no system', argv: [] },
    { name: 'a branch like an option', argv: ['github', '--main-branch=-f'] },
    { name: 'an answers file outside', argv: ['github', '-a', '../a.yml'] },
    { name: 'an absolute answers file', argv: ['github', '-a', '/etc/passwd'] },
    { name: 'an answers file with a line break', argv: ['github', '-a', 'a\nb.yml'] },
    { name: 'standard input', argv: ['github', '-a', '-'] },
  ])('refuses $name', async ({ argv }) => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await runCli(folder, ['ci', 'init', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatchSnapshot();
  });

  test('follows no link', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, '.github'));
    symlinkSync('elsewhere/x', join(folder, '.drone.yml'));
    for (const system of ['github', 'drone']) {
      const { code, stderr } = await runCli(folder, ['ci', 'init', system]);
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('[path-unsafe]'),
      });
    }
  });
});
