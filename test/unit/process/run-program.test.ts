import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runChecked } from '../../../src/process/run-checked.ts';
import { runProgram, type ProgramOptions } from '../../../src/process/run-program.ts';
import { startProgram } from '../../../src/process/start-program.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const sh = (script: string, options: Partial<ProgramOptions> = {}) =>
  runProgram('sh', ['-c', script], { timeoutMs: 10_000, ...options });

test('passes input and environment, and returns the status and both streams', async () => {
  const env = { ...process.env, WORD: 'secret' };
  const { code, stdout, stderr, failure } = await sh('cat; printf $WORD >&2; exit 3', {
    input: 'text',
    env,
  });
  expect([code, stdout.toString(), stderr.toString(), failure]).toEqual([
    3,
    'text',
    'secret',
    undefined,
  ]);
});

test('ends the children of a program at a timeout, at the signal and at too much output', async () => {
  const folder = temporaryFolder();
  const child = (name: string) => `(sleep 2; : > ${join(folder, name)}) &`;
  const stop = new AbortController();
  const runs = [
    sh(`${child('a')} wait`, { timeoutMs: 100 }),
    sh(`${child('b')} wait`, { signal: stop.signal }),
    sh(`${child('c')} yes`, { mostBytes: 1000 }),
  ];
  setTimeout(() => stop.abort(), 100);
  const ended = await Promise.all(runs);
  expect(ended.map(({ failure }) => failure?.reason)).toEqual([
    'timeout',
    'interrupted',
    'too-much-output',
  ]);
  const late = () => ['a', 'b', 'c'].filter((name) => existsSync(join(folder, name)));
  expect(late(), 'children that were waited for').toEqual([]);
  await sleep(2300);
  expect(late(), 'children that still ran').toEqual([]);
}, 20_000);

test('lets a program clean up with a milder signal', async () => {
  const stop = new AbortController();
  const { stdout } = await sh(
    "trap 'echo cleaned; exit 0' INT; echo ready; while :; do sleep 0.1; done",
    {
      signal: stop.signal,
      stopWith: 'SIGINT',
      onOutput: () => stop.abort(),
    },
  );
  expect(stdout.toString()).toBe('ready\ncleaned\n');
});

test('distinguishes a missing program from one that fails', async () => {
  const { code, failure } = await runProgram('no-such-program', [], { timeoutMs: 1000 });
  expect([code, failure?.reason]).toEqual([undefined, 'missing']);
  await expect(runChecked('sh', ['-c', 'echo why >&2; exit 1'])).rejects.toThrow('why');
  await expect(runChecked('no-such-program', [])).rejects.toThrow('ENOENT');
});

test('reports the end of a started program once', async () => {
  const codes: (number | null)[] = [];
  const options = { onEnd: (code: number | null) => void codes.push(code) };
  const program = startProgram('sleep', ['30'], options);
  expect(program.hasEnded).toBe(false);
  program.kill('SIGKILL');
  expect(await program.ended).toBe(null);
  expect(await startProgram('no-such-program', [], options).ended).toBe(null);
  expect(codes).toEqual([null, null]);
});
