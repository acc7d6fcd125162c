import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const path = '.github/workflows/rancher-catalog.yml';
const redis =
  'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\nanswers:\n  image: registry.example.com:5000/redis:1.0.0\n';
const init = ['ci', 'init', 'github'];

describe('ci init', () => {
  test('overwrites an edited workflow only with --force', async () => {
    const folder = temporaryFolder({ 'answers.yml': redis });
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
    const folder = temporaryFolder({ 'redis/a.yml': redis });
    const { stdout } = await runCli(folder, ['ci', 'init', 'gitlab', '-n', ...names]);
    expect(stdout).toContain('$CI_COMMIT_BRANCH == "trunk"');
    expect(stdout).toContain('CATALOG_BRANCH: "v1.6"');
    expect(stdout).toContain("--answers 'redis/a.yml'");
  });

  test('--dry-run --json prints the workflow, too', async () => {
    const argv = [...init, '--dry-run'];
    const folder = temporaryFolder({ 'answers.yml': redis });
    const { stdout: text } = await runCli(folder, argv);
    const { stdout } = await runCli(folder, [...argv, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, dryRun: true, text });
  });

  test('rejects a registry that is not a host', async () => {
    const folder = temporaryFolder({ 'answers.yml': redis });
    for (const registry of ['', 'https://x', 'x/y', 'x; rm -rf ~', '-x', "x'", '$(id)', 'x:y']) {
      const ran = await runCli(folder, [...init, `--registry=${registry}`]);
      expect([registry, ran.code]).toEqual([registry, 2]);
    }
    expect(await refusal(folder, [...init, '--registry=x y'])).toMatchObject({ found: ['usage'] });
    const two = ['--registry', 'a.example.com:5000', '--registry', 'localhost'];
    const { stdout } = await runCli(folder, [...init, '--dry-run', ...two]);
    expect(stdout).toMatch(
      /--password-stdin a\.example\.com:5000\n[^]*--password-stdin localhost\n/,
    );
  });

  test('rejects a repository that does not exist', async () => {
    const folder = temporaryFolder();
    expect(await refusal(folder, [...init, '--out', 'none'])).toEqual({
      code: 2,
      found: ['none file-missing'],
    });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test('rejects a missing answers file, on which the jobs depend, and one with errors', async () => {
    const argv = ['ci', 'init', 'drone'];
    const folder = temporaryFolder();
    expect(await refusal(folder, argv)).toEqual({ code: 2, found: ['answers.yml file-missing'] });
    writeFileSync(join(folder, 'answers.yml'), redis.replace('image:', 'imagee:'));
    expect(await refusal(folder, argv)).toMatchObject({ code: 1 });
    expect(existsSync(join(folder, '.drone.yml'))).toBe(false);
  });

  test('has no job for an image without a registry, and warns', async () => {
    const folder = temporaryFolder({ 'answers.yml': redis.replace(/answers:[^]*/, '') });
    const ran = await run(folder, ['ci', 'init', 'gitlab']);
    expect(ran).toMatchObject({ code: 0, found: ['answers.yml image-local (warning)'] });
    const text = readFileSync(join(folder, '.gitlab/rancher-catalog.yml'), 'utf8');
    expect(text).not.toMatch(/catalog:image|REGISTRY_USER/);
  });

  test('reads answers files relative to --out', async () => {
    const folder = temporaryFolder({ 'own/redis/a.yml': redis });
    const argv = ['ci', 'init', 'drone', '-o', 'own', '-a', 'redis/a.yml'];
    expect(await run(folder, argv)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'own/.drone.yml'), 'utf8')).toContain("'redis/a.yml'");
  });

  test.for([
    { name: 'an unknown system', argv: ['jenkins'] },
    { name: 'a missing system', argv: [] },
    { name: 'a branch that looks like an option', argv: ['github', '--main-branch=-f'] },
    { name: 'an answers file outside the folder', argv: ['github', '-a', '../a.yml'] },
    { name: 'an absolute answers file', argv: ['github', '-a', '/etc/passwd'] },
    { name: 'an answers file with a line break', argv: ['github', '-a', 'a\nb.yml'] },
    { name: 'an answers file that a CI system would replace', argv: ['drone', '-a', 'a${B}.yml'] },
    { name: 'standard input', argv: ['github', '-a', '-'] },
  ])('rejects $name', async ({ argv }) => {
    const ran = await refusal(temporaryFolder(), ['ci', 'init', ...argv]);
    expect(ran).toEqual({ code: 2, found: ['usage'] });
  });

  test.for([
    ['github', '.github'],
    ['drone', '.drone.yml'],
  ])('does not follow symbolic links: %s', async ([system = '', link = '']) => {
    const folder = temporaryFolder({ 'answers.yml': redis });
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(link === '.github' ? 'elsewhere' : 'elsewhere/x', join(folder, link));
    const { code, found } = await run(folder, ['ci', 'init', system]);
    expect({ code, found: found.at(-1) }).toEqual({ code: 1, found: `${link} path-unsafe` });
  });
});
