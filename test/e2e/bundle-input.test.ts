import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, runBundle } from '../support/bundle.ts';
import { recordRun } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

/** Runs the bundle in a folder and records its output. */
const run = (folder: string, argv: string[], options: Parameters<typeof runBundle>[2] = {}) =>
  recordRun(folder, argv, runBundle(folder, argv, options));

describe('the bundle refuses', () => {
  test('bytes that are not UTF-8', () => {
    const text = Buffer.concat([Buffer.from(`${header}# é`), Buffer.from([0xc3, 0x28])]);
    expect(run(temporaryFolder({ 'answers.yml': text }), ['generate'])).toMatchObject({
      code: 1,
      stdout: '',
      found: ['answers.yml:3:4 not-utf8'],
    });
  });

  test.for([
    ['answers.yml', 'answers.yml'],
    ['-', '<stdin>'],
  ])('10 MB from %s', ([path = '', place]) => {
    const input = `${header}#${'x'.repeat(10_000_000)}\n`;
    const folder = temporaryFolder({ 'answers.yml': input });
    expect(run(folder, ['generate', '-a', path], { input })).toMatchObject({
      code: 1,
      found: [`${place} file-too-large`],
    });
  });

  test('an endless device', () => {
    expect(run(temporaryFolder(), ['generate', '-a', '/dev/zero']).found).toEqual([
      '/dev/zero file-too-large',
    ]);
  });

  test('an unreadable file and a folder that is not writable', () => {
    // A copy that another user can run, wherever this checkout is.
    const copy = temporaryFolder();
    for (const part of ['dist', 'catalog', 'schemas', 'image', 'package.json']) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    chmodSync(copy, 0o755);
    const unprivileged = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const options = { ...unprivileged, program: join(copy, 'dist/cli.cjs') };
    const folder = temporaryFolder({ 'answers.yml': header, 'locked/x': '' });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'locked'), 0o555);
    expect(run(folder, ['generate', '--out', 'locked'], options)).toMatchObject({
      code: 2,
      stdout: '',
      found: ['locked target-unwritable'],
    });
    chmodSync(join(folder, 'answers.yml'), 0o000);
    expect(run(folder, ['generate', '--out', 'locked'], options)).toMatchObject({
      code: 2,
      stdout: '',
      found: ['answers.yml file-unreadable'],
    });
  });
});

test.each([[[]], [['--no-color']]])(
  'the bundle reads a stack from standard input: %j',
  (before) => {
    const stack = {
      type: 'stack',
      name: 'cache',
      state: 'active',
      externalId: 'catalog://company:redis-sentinel:0',
      environment: { down_after_ms: '3000' },
    };
    const argv = [...before, 'migrate', '-', '--blueprint', 'redis-sentinel', '--json'];
    const { code, stdout } = runBundle(temporaryFolder(), argv, { input: JSON.stringify(stack) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ migration: { stack: 'cache', release: 'cache' } });
  },
);

test.each([
  { argv: ['-', '--hosts', '2'], input: `${header}answers: {image: a/b:1}\n` },
  { argv: ['--answers', '-', '--hosts', '2'], input: `${header}answers: {image: a/b:1}\n` },
  { argv: ['a.yml', '--hosts', '-'], input: 'hosts: [{name: a}, {name: b}]\n' },
])('the bundle plans standard input: $argv', ({ argv, input }) => {
  const folder = temporaryFolder({ 'a.yml': `${header}answers: {image: a/b:1}\n` });
  const { code, stdout } = runBundle(folder, ['plan', ...argv, '--json'], { input });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ plan: { hosts: 2, outcome: 'never' } });
});
