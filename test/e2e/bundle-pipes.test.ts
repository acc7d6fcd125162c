import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, runBundle } from '../support/bundle.ts';
import { findingsIn } from '../support/findings.ts';
import { catalog } from '../support/lint-catalog.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

function withPipe(path: string, folder = temporaryFolder({ 'answers.yml': header })): string {
  execFileSync('mkfifo', [join(folder, path)]);
  return folder;
}

const start = (folder: string, argv: readonly string[]) =>
  spawn(process.execPath, [bin, ...argv], { cwd: folder, stdio: 'ignore', timeout: 20_000 });

const end = (child: ReturnType<typeof start>) =>
  new Promise<number | null>((resolve) => child.on('exit', resolve));

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a pipe', () => {
  test.for([
    ['generate', '--dry-run', '-a', 'pipe'],
    ['launch', '-a', 'pipe', 'templates/sample/0'],
  ])('that nothing is written to is left by %s after Ctrl-C', async (argv) => {
    const child = start(withPipe('pipe', catalog()), argv);
    const ended = end(child);
    await wait(1500);
    expect(child.exitCode).toBe(null);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  test('is read as answers, also if another program opens it later', async () => {
    const folder = withPipe('pipe');
    const ended = end(start(folder, ['generate', '-a', 'pipe']));
    await wait(1000);
    writeFileSync(join(folder, 'pipe'), header);
    expect(await ended).toBe(0);
    const shell = `${process.execPath} ${bin} generate -a <(cat answers.yml)`;
    const { status } = spawnSync('bash', ['-c', shell], { cwd: folder, timeout: 20_000 });
    expect(status).toBe(0);
  });

  test('is not read in the place of a file of a catalog or a blueprint', () => {
    const settings = withPipe('.rancher-catalog.yml', catalog());
    expect(findingsIn(runBundle(settings, ['lint']).stderr)).toEqual([
      '.rancher-catalog.yml file-unreadable',
    ]);
    const blueprint = withPipe('blueprint.yml');
    const { stderr } = runBundle(blueprint, ['generate', '--blueprint', '.']);
    expect(findingsIn(stderr).join()).toContain('blueprint.yml file-unreadable');
  });

  test('is not replaced by release', () => {
    const folder = withPipe('pipe');
    const shell = `cat answers.yml > pipe & ${process.execPath} ${bin} release patch -a pipe`;
    const { status } = spawnSync('bash', ['-c', shell], { cwd: folder, timeout: 20_000 });
    expect(status).toBe(2);
    expect(() => readFileSync(join(folder, 'pipe', 'x'))).toThrow('ENOTDIR');
  });
});
