import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { temporaryFolder } from '../support/run-cli.ts';

// The shipped bundle, as a process of its own.
const root = join(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli.js');
const echo = join(import.meta.dirname, '../fixtures/blueprints/echo');
const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

function run(
  cwd: string,
  argv: string[],
  options: { input?: string | Uint8Array; uid?: number; program?: string } = {},
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [options.program ?? cli, ...argv],
    {
      cwd,
      encoding: 'utf8',
      timeout: 30_000,
      ...options,
    },
  );
  return { status, stdout, stderr };
}

describe('the bundle', () => {
  test('generates from standard input, JSON too', () => {
    const folder = temporaryFolder();
    const input = JSON.stringify({
      blueprint: 'redis-sentinel',
      name: 'from-json',
      version: '1.0.0',
    });
    const { status, stdout } = run(folder, ['generate', '-a', '-'], { input });
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 0,
      first: 'from-json 1.0.0  created',
    });
    expect(existsSync(join(folder, 'build/image/from-json/Dockerfile'))).toBe(true);
  });

  test('compiles what was not compiled at build time', () => {
    const folder = temporaryFolder({ 'answers.yml': 'blueprint: echo\nversion: 1.0.0\n' });
    expect(run(folder, ['generate', '--blueprint', echo])).toMatchObject({ status: 0, stderr: '' });
  });

  test('exports the recipe for ioredis, with its types', () => {
    const script =
      "import { recommendedOptions as of } from 'rancher-catalog/ioredis'; \
      console.log(of({ sentinels: [{ host: 'a', port: 1 }], masterName: 'm' }).commandTimeout)";
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '500\n' });
    const types = readFileSync(join(root, 'dist/ioredis.d.ts'), 'utf8');
    expect(types).toContain('export declare function recommendedClient(');
    expect(types).not.toMatch(/from '\./);
  });

  test('tells its version and its commands', () => {
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
    );
    expect(run('.', ['--version']).stdout).toBe(`${version}\n`);
    const help = run('.', ['--help']);
    expect(help.status).toBe(0);
    for (const word of ['generate', 'questions', 'completion']) expect(help.stdout).toContain(word);
    expect(run('.', ['generate', '--help']).stdout).toContain('with one answer given here');
    expect(run('.', ['completion']).stdout).toContain('rancher-catalog');
  });

  test('bytes that are no UTF-8', () => {
    const folder = temporaryFolder({
      'answers.yml': Buffer.concat([Buffer.from(`${header}# é`), Buffer.from([0xc3, 0x28])]),
    });
    expect(run(folder, ['generate'])).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'answers.yml:3:4  error  byte 0xc3 is not UTF-8 text   [not-utf8]\n  hint: save the file as UTF-8\n\n1 error\n\n',
    });
  });

  test.for(['answers.yml', '-'])('10 MB from %s', (path) => {
    const text = `${header}#${'x'.repeat(10_000_000)}\n`;
    const folder = temporaryFolder({ 'answers.yml': text });
    const { status, stderr } = run(folder, ['generate', '-a', path], { input: text });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `${path === '-' ? '<stdin>' : path}  error  this file is larger than 1 MiB, which none of its kind is   [file-too-large]\n\n1 error\n\n`,
    });
  });

  test('a device that never ends', () => {
    expect(run(temporaryFolder(), ['generate', '-a', '/dev/zero']).stderr).toContain(
      '[file-too-large]',
    );
  });

  test('a file nobody may read, a folder nobody may write', () => {
    // A copy that another user can run, wherever this checkout is.
    const program = temporaryFolder();
    for (const part of ['dist', 'catalog', 'schemas', 'image', 'package.json']) {
      cpSync(join(root, part), join(program, part), { recursive: true });
    }
    chmodSync(program, 0o755);
    const own = join(program, 'dist/cli.js');
    const folder = temporaryFolder({ 'answers.yml': header, 'locked/x': '' });
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'locked'), 0o555);
    expect(run(folder, ['generate', '--out', 'locked'], { ...nobody, program: own })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'locked  error  permission denied   [target-unwritable]\n\n1 error\n\n',
    });
    chmodSync(join(folder, 'answers.yml'), 0o000);
    expect(run(folder, ['generate', '--out', 'locked'], { ...nobody, program: own })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'answers.yml  error  permission denied   [file-unreadable]\n\n1 error\n\n',
    });
  });

  test('a reader that leaves early is no error', () => {
    const folder = temporaryFolder({ 'answers.yml': header });
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; ${process.execPath} ${cli} questions redis-sentinel | head -1; echo "\${PIPESTATUS[0]}"`,
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^variable .*\n0\n$/) as string,
      stderr: '',
    });
  });

  test.each([
    ['lint catalog | true', 1],
    ['generate --set replicas=1 2>&1 >/dev/null | true', 0],
  ])('nobody reads what %s prints: its exit code is the same', (command, code) => {
    const folder = temporaryFolder({
      'answers.yml': header,
      'catalog/templates/x/config.yml': 'name: [',
      'catalog/templates/x/0/docker-compose.yml': 'a: {image: "b:1"}',
    });
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `${process.execPath} ${cli} ${command}; echo "\${PIPESTATUS[0]}"`],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ stdout, stderr }).toEqual({ stdout: `${code}\n`, stderr: '' });
  });
});

const start = (folder: string, argv: string[]) =>
  spawn(process.execPath, [cli, 'generate', '--catalog', 'catalog', ...argv], {
    cwd: folder,
    stdio: 'ignore',
  });

const ended = (child: ReturnType<typeof start>) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a run that is cut short', () => {
  const many = 60;

  function answersFor(folder: string, version: string): string[] {
    return Array.from({ length: many }, (_, index) => index).flatMap((index) => {
      const path = join(folder, `${index}.yml`);
      writeFileSync(path, `blueprint: redis-sentinel\nname: entry-${index}\nversion: ${version}\n`);
      return ['-a', `${index}.yml`];
    });
  }

  /** How many entries have which versions, by their folders. */
  function states(folder: string): Set<string> {
    const seen = new Set<string>();
    for (let index = 0; index < many; index += 1) {
      const tree = readTree(join(folder, `catalog/templates/entry-${index}`));
      seen.add(
        [...tree.keys()].join(' ').replaceAll(`entry-${index}`, 'entry') +
          String(
            tree
              .get('config.yml')
              ?.content.toString()
              .match(/version: .*/)?.[0],
          ),
      );
    }
    return seen;
  }

  test(
    'killed at any moment, each entry is old or new, and the next run ends it',
    { timeout: 240_000 },
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
      const first = start(folder, answersFor(folder, '1.0.0'));
      expect(await ended(first)).toEqual({ code: 0, signal: null });
      let kills = 0;
      for (let round = 1; round <= 25; round += 1) {
        const argv = answersFor(folder, `1.${round}.0`);
        const child = start(folder, argv);
        const end = ended(child);
        await Promise.race([end, wait(150 + Math.random() * 600)]);
        child.kill('SIGKILL');
        if ((await end).signal === 'SIGKILL') kills += 1;
        const stage = join(folder, 'catalog/.rancher-catalog-stage');
        // Without a commit nothing may have changed; with one, each entry is one or the other.
        const seen =
          existsSync(stage) && existsSync(join(stage, 'commit')) ? undefined : states(folder).size;
        expect(seen ?? 1).toBe(1);
        expect(await ended(start(folder, argv))).toEqual({ code: 0, signal: null });
        expect(states(folder).size).toBe(1);
      }
      expect(kills).toBeGreaterThan(5);
    },
  );

  test('Ctrl-C ends it with 130 and leaves nothing', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
    // The moment is a guess: too early hits the start of Node, too late the end of the run.
    for (let delay = 250; delay < 1000; delay += 25) {
      const child = start(folder, answersFor(folder, '1.0.0'));
      const end = ended(child);
      await wait(delay);
      child.kill('SIGINT');
      if ((await end).code === 130) break;
    }
    expect([...readTree(join(folder, 'catalog')).keys()]).toEqual([]);
  });
});
