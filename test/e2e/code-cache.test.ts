import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, runBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const program = readFileSync(join(dirname(cli), 'program.cjs'), 'latin1');
const questions = ['questions', 'redis-sentinel'];

/** A home of its own to run commands with. `kept` is where the compiled code of `questions` is kept. */
function withHome() {
  const home = temporaryFolder();
  const cache = join(home, '.cache/rancher-catalog/compiled');
  const run = (argv = questions, env: NodeJS.ProcessEnv = {}) =>
    runBundle(home, argv, { env: { PATH: process.env.PATH, HOME: home, ...env } });
  return { home, cache, kept: join(cache, 'questions'), run };
}

/** What a run without kept code prints. */
const plainly = () => withHome().run(questions, { NODE_DISABLE_COMPILE_CACHE: '1' });

test('compiled code is kept for the next run of a command', () => {
  const { cache, kept, run } = withHome();
  const first = run();
  expect(first).toEqual(plainly());
  expect(first.code).toBe(0);
  expect(readdirSync(cache)).toEqual(['questions']);
  const { ino, mode } = statSync(kept);
  expect(mode & 0o777).toBe(0o600);
  expect(run()).toEqual(first);
  expect(statSync(kept).ino).toBe(ino);
});

test('kept code is used', () => {
  const { cache, kept, run } = withHome();
  mkdirSync(cache, { recursive: true });
  // V8 compares only the length of the text with that of the text which the code was made from.
  const [line = ''] = program.split(';', 1);
  const other = 'process.stdout.write("kept\\n");const programUrl="file:///"'.padEnd(line.length);
  expect(other).toHaveLength(line.length);
  const text = `(function (exports, require, module, __filename, __dirname) {${program.replace(line, other)}\n})`;
  // In a process of its own: tests run with other flags of V8, which its code depends on.
  const make =
    "process.stdout.write(new vm.Script(fs.readFileSync(0, 'latin1')).createCachedData())";
  const code = execFileSync(process.execPath, ['-e', make], { input: text, maxBuffer: 1 << 25 });
  const digest = createHash('sha256')
    .update(createHash('sha256').update(program).digest('hex'))
    .update(process.version)
    .update(code)
    .digest();
  writeFileSync(kept, Buffer.concat([digest, code]), { mode: 0o600 });
  expect(run().stdout).toBe(`kept\n${plainly().stdout}`);
});

const changes: Readonly<Record<string, (kept: string, content: Buffer) => void>> = {
  // V8 would crash on the first one.
  'with a wrong byte': (kept, content) => writeFileSync(kept, content.fill(7, 9000, 9010)),
  'that is cut off': (kept, content) => writeFileSync(kept, content.subarray(0, 9000)),
  'that is empty': (kept) => writeFileSync(kept, ''),
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
  const after = statSync(kept);
  expect({ uid: after.uid, mode: after.mode & 0o777 }).toEqual({
    uid: process.getuid?.(),
    mode: 0o600,
  });
  expect(after.size).toBeGreaterThan(100_000);
  expect(after.ino).not.toBe(ino);
  expect(readdirSync(cache)).toEqual(['questions']);
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
  [['questions'], 2],
  [['nonsense'], 2],
] as const)('nothing is kept of %j', ([argv, code]) => {
  const { cache, run } = withHome();
  expect(run([...argv]).code).toBe(code);
  expect(existsSync(cache)).toBe(false);
});

test.for([
  [{ NODE_DISABLE_COMPILE_CACHE: '1' }],
  [{ HOME: '/dev/null' }],
  [{ HOME: '', XDG_CACHE_HOME: 'relative' }],
])('nothing is kept with %j', ([env]) => {
  const { home, run } = withHome();
  expect(run(questions, env)).toEqual(plainly());
  expect(readdirSync(home)).toEqual([]);
});
