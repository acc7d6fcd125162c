import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeWideBlueprint } from '../bench/wide-blueprint.mjs';
import { bin, runBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

/** The program with `questions` in it. */
const program = readFileSync(join(dirname(bin), 'entries.cjs'), 'latin1');
const questions = ['questions', 'redis-sentinel'];

/** What the name and the digest of kept code depend on, apart from the program and the command. */
const variant = JSON.stringify([process.version, process.arch, [], null]);

const sha256 = (...parts: readonly (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const name = `questions-${sha256(variant).toString('hex').slice(0, 8)}`;

/** A home directory to run commands with. `kept` is where the compiled code of `questions` is kept. */
function withHome() {
  const home = temporaryFolder();
  const cache = join(home, '.cache/rancher-catalog/compiled');
  const run = (argv = questions, env: NodeJS.ProcessEnv = {}, uid?: number) =>
    runBundle(home, argv, {
      env: { PATH: process.env.PATH, HOME: home, ...env },
      ...(uid === undefined ? {} : { uid }),
    });
  return { home, cache, kept: join(cache, name), run };
}

/** What a run without kept code prints. */
const plainly = () => withHome().run(questions, { NODE_DISABLE_COMPILE_CACHE: '1' });

/** Compiled code that prints "kept" before the output of the program. */
function otherCode(): Buffer {
  // V8 compares only the length of the source with that of the source that was compiled.
  const line = /const programUrl=.*/.exec(program)?.[0] ?? '';
  const other = 'process.stdout.write("kept\\n");const programUrl="file:///";'.padEnd(line.length);
  const input = program.replace(line, () => other);
  expect(input).toHaveLength(program.length);
  // In a separate process: tests run with other V8 flags, on which compiled code depends.
  const own = ['--interrupt-budget=250000', '--semi-space-growth-factor=16'];
  const flags = process.versions.v8.startsWith('11.') ? own : [];
  const make =
    "process.stdout.write(new vm.Script(fs.readFileSync(0,'latin1')).createCachedData())";
  const code = execFileSync(process.execPath, [...flags, '-e', make], {
    input,
    maxBuffer: 1 << 25,
  });
  const rest = Buffer.concat([Buffer.from([1]), code]);
  return Buffer.concat([sha256(sha256(program).toString('hex'), variant, rest), rest]);
}

test('keeps compiled code for the next run of a command', () => {
  const { cache, kept, run } = withHome();
  const first = run();
  expect(first).toEqual(plainly());
  expect(first.code).toBe(0);
  expect(readdirSync(cache)).toEqual([name]);
  const { ino, mode } = statSync(kept);
  expect(mode & 0o777).toBe(0o600);
  expect(run()).toEqual(first);
  expect(statSync(kept).ino).toBe(ino);
});

test('uses the kept code', () => {
  const { cache, kept, run } = withHome();
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, otherCode(), { mode: 0o600 });
  expect(run().stdout).toBe(`kept\n${plainly().stdout}`);
});

test('replaces code of a failed run by that of a successful one', () => {
  const { home, cache, run } = withHome();
  const size = () => statSync(join(cache, readdirSync(cache)[0] ?? '')).size;
  writeFileSync(join(home, 'answers.yml'), 'blueprint: redis-sentinel\nversion: 1\n');
  expect(run(['generate']).code).toBe(1);
  const failed = size();
  writeFileSync(join(home, 'answers.yml'), 'blueprint: redis-sentinel\nversion: 1.0.0\n');
  expect(run(['generate']).code).toBe(0);
  const whole = size();
  expect(whole).toBeGreaterThan(failed);
  expect(run(['generate', '--set', 'replicas=0']).code).toBe(1);
  expect(size()).toBe(whole);
});

test('adds the code of a part that an earlier run did not come to', () => {
  const { home, cache, run } = withHome();
  const size = () => statSync(join(cache, readdirSync(cache)[0] ?? '')).size;
  const generate = (file: string) => run(['generate', '-a', file]).code;
  writeFileSync(join(home, 'built-in.yml'), 'blueprint: redis-sentinel\nversion: 1.0.0\n');
  expect(generate('built-in.yml')).toBe(0);
  const first = size();
  const own = writeWideBlueprint(join(home, 'wide'));
  expect(generate(own)).toBe(0);
  const both = size();
  expect(both).toBeGreaterThan(first * 1.05);
  const { ino } = statSync(join(cache, readdirSync(cache)[0] ?? ''));
  expect(generate('built-in.yml')).toBe(0);
  expect(generate(own)).toBe(0);
  expect(statSync(join(cache, readdirSync(cache)[0] ?? '')).ino).toBe(ino);
});

test('adds the code that makes charts to that of a run without one', () => {
  const { home, cache, run } = withHome();
  const size = () => statSync(join(cache, readdirSync(cache)[0] ?? '')).size;
  writeFileSync(join(home, 'answers.yml'), 'blueprint: redis-sentinel\nversion: 1.0.0\n');
  expect(run(['generate', '--target', 'rancher-1.6', '--out', 'old']).code).toBe(0);
  const first = size();
  expect(run(['generate']).code).toBe(0);
  // The same size if it was not written again.
  expect(size()).toBeGreaterThan(first * 1.02);
});

test('keeps separate code for each Node and its options', () => {
  const { cache, run } = withHome();
  run();
  run(questions, { NODE_OPTIONS: '--max-old-space-size=3000' });
  expect(readdirSync(cache)).toHaveLength(2);
});

test('removes files that were not written for a month', () => {
  const { cache, run } = withHome();
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'lint-0'), '');
  utimesSync(join(cache, 'lint-0'), 0, 0);
  writeFileSync(join(cache, 'launch-0'), '');
  run();
  expect(readdirSync(cache)).toEqual(['launch-0', name]);
});

const changes: Readonly<Record<string, (kept: string, content: Buffer) => void>> = {
  // V8 would crash on the first one.
  'with a wrong byte': (kept, content) => writeFileSync(kept, content.fill(7, 9000, 9010)),
  'that is cut off': (kept, content) => writeFileSync(kept, content.subarray(0, 9000)),
  'that is empty': (kept) => writeFileSync(kept, ''),
  'that is larger than any': (kept) => truncateSync(kept, 1 << 30),
  'that others can write': (kept) => chmodSync(kept, 0o660),
  'in a named pipe': (kept) => {
    rmSync(kept);
    execFileSync('mkfifo', [kept]);
  },
  ...(process.getuid?.() === 0
    ? { 'of another user': (kept: string) => chownSync(kept, 65_534, 65_534) }
    : {}),
};

test.for(Object.entries(changes))('replaces code %s', ([, change]) => {
  const { cache, kept, run } = withHome();
  const first = run();
  change(kept, readFileSync(kept));
  const { ino } = statSync(kept);
  expect(run()).toEqual(first);
  const { uid, mode, size, ino: after } = statSync(kept);
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: process.getuid?.(), mode: 0o600 });
  expect(size).toBeGreaterThan(100_000);
  expect(size).toBeLessThan(10_000_000);
  expect(after).not.toBe(ino);
  expect(readdirSync(cache)).toEqual([name]);
});

describe('folders of other users', () => {
  test.runIf(process.getuid?.() === 0)('does not use code below a folder of another user', () => {
    const { cache, kept, run } = withHome();
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, otherCode(), { mode: 0o600 });
    chownSync(cache, 65_534, 65_534);
    expect(run()).toEqual(plainly());
    expect(readdirSync(cache)).toEqual([name]);
  });

  test('does not use code in a folder that others can write', () => {
    const { cache, kept, run } = withHome();
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, otherCode(), { mode: 0o600 });
    chmodSync(cache, 0o777);
    expect(run()).toEqual(plainly());
  });

  test.runIf(process.getuid?.() === 0)(
    'creates no folder as root in the home of another user',
    () => {
      const { home, run } = withHome();
      chownSync(home, 65_534, 65_534);
      expect(run()).toEqual(plainly());
      expect(existsSync(join(home, '.cache'))).toBe(false);
    },
  );
});

test('keeps a folder in place of the code', () => {
  const { kept, run } = withHome();
  mkdirSync(join(kept, 'own'), { recursive: true });
  expect(run()).toEqual(plainly());
  expect(readdirSync(kept)).toEqual(['own']);
});

test.for([
  [['--help'], 0],
  [['questions', '--help'], 0],
  [['lint', '--list'], 0],
  [['questions'], 2],
  [['nonsense'], 2],
] as const)('keeps no code of %j', ([argv, code]) => {
  const { cache, run } = withHome();
  expect(run([...argv]).code).toBe(code);
  expect(existsSync(cache)).toBe(false);
});

test.for([[{ NODE_DISABLE_COMPILE_CACHE: '1' }], [{ HOME: '/dev/null' }]])(
  'keeps no code with %j',
  ([env]) => {
    const { home, run } = withHome();
    expect(run(questions, env)).toEqual(plainly());
    expect(readdirSync(home)).toEqual([]);
  },
);

test('exits with 2 if the program cannot be loaded', () => {
  const copy = temporaryFolder();
  cpSync(bin, join(copy, 'cli.cjs'));
  writeFileSync(join(copy, 'entries.cjs'), program.slice(0, 9000));
  const { code, stderr } = runBundle(copy, questions, { program: join(copy, 'cli.cjs') });
  expect({ code, line: stderr.split('\n')[0] }).toEqual({
    code: 2,
    line: 'rancher-catalog cannot start; install it again:',
  });
});
