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
import { cli, runBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const program = readFileSync(join(dirname(cli), 'program.cjs'), 'latin1');
const questions = ['questions', 'redis-sentinel'];

/** What the name and the digest of kept code depend on, beside the program and the command. */
const variant = JSON.stringify([process.version, process.arch, [], null]);

const sha256 = (...parts: readonly (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

const name = `questions-${sha256(variant).toString('hex').slice(0, 8)}`;

/** A home of its own to run commands with. `kept` is where the compiled code of `questions` is kept. */
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

/** Code that prints "kept" before the program, as if it were the program's. */
function otherCode(): Buffer {
  // V8 compares only the length of the text with that of the text which the code was made from.
  const line = /const programUrl=.*/.exec(program)?.[0] ?? '';
  const other = 'process.stdout.write("kept\\n");const programUrl="file:///";'.padEnd(line.length);
  const input = program.replace(line, () => other);
  expect(input).toHaveLength(program.length);
  // In a process of its own: tests run with other flags of V8, which its code depends on.
  const make =
    "process.stdout.write(new vm.Script(fs.readFileSync(0,'latin1')).createCachedData())";
  const code = execFileSync(process.execPath, ['-e', make], { input, maxBuffer: 1 << 25 });
  const rest = Buffer.concat([Buffer.from([1]), code]);
  return Buffer.concat([sha256(sha256(program).toString('hex'), variant, rest), rest]);
}

test('compiled code is kept for the next run of a command', () => {
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

test('kept code is used', () => {
  const { cache, kept, run } = withHome();
  mkdirSync(cache, { recursive: true });
  writeFileSync(kept, otherCode(), { mode: 0o600 });
  expect(run().stdout).toBe(`kept\n${plainly().stdout}`);
});

test('code of a run that failed is replaced by that of one that did not', () => {
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

test('each Node and its options have code of their own', () => {
  const { cache, run } = withHome();
  run();
  run(questions, { NODE_OPTIONS: '--max-old-space-size=3000' });
  expect(readdirSync(cache)).toHaveLength(2);
});

test('what has not been written for a month is removed', () => {
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

test.for(Object.entries(changes))('code %s is replaced', ([, change]) => {
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

describe('folders of others', () => {
  test.runIf(process.getuid?.() === 0)('code below a folder of another user is not used', () => {
    const { cache, kept, run } = withHome();
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, otherCode(), { mode: 0o600 });
    chownSync(cache, 65_534, 65_534);
    expect(run()).toEqual(plainly());
    expect(readdirSync(cache)).toEqual([name]);
  });

  test('code in a folder that others can write is not used', () => {
    const { cache, kept, run } = withHome();
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, otherCode(), { mode: 0o600 });
    chmodSync(cache, 0o777);
    expect(run()).toEqual(plainly());
  });

  test.runIf(process.getuid?.() === 0)('root creates no folder in the home of another user', () => {
    const { home, run } = withHome();
    chownSync(home, 65_534, 65_534);
    expect(run()).toEqual(plainly());
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });
});

test('a folder in the place of the code stays', () => {
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
] as const)('nothing is kept of %j', ([argv, code]) => {
  const { cache, run } = withHome();
  expect(run([...argv]).code).toBe(code);
  expect(existsSync(cache)).toBe(false);
});

test.for([[{ NODE_DISABLE_COMPILE_CACHE: '1' }], [{ HOME: '/dev/null' }]])(
  'nothing is kept with %j',
  ([env]) => {
    const { home, run } = withHome();
    expect(run(questions, env)).toEqual(plainly());
    expect(readdirSync(home)).toEqual([]);
  },
);

test('a program that cannot be loaded ends with 2', () => {
  const copy = temporaryFolder();
  cpSync(cli, join(copy, 'cli.cjs'));
  writeFileSync(join(copy, 'program.cjs'), program.slice(0, 9000));
  const { code, stderr } = runBundle(copy, questions, { program: join(copy, 'cli.cjs') });
  expect({ code, line: stderr.split('\n')[0] }).toEqual({
    code: 2,
    line: 'rancher-catalog cannot start; install it again:',
  });
});
