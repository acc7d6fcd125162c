// What `npm test` starts ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { familyOf, isAlive, kill } from '../../support/processes.ts';
import { root } from '../../support/bundle.ts';

const script = `
const { startOwned } = await import('${root}/scripts/start-owned.mjs');
const child = startOwned('sleep', ['300'], { stdio: 'ignore' });
child.on('close', () => process.exit(7));
console.log('started');`;

/** A shell, as that of npm, Node below it, and a program below that. */
async function started() {
  const command = [process.execPath, '--input-type=module', '-e', script];
  const shell = spawn('sh', ['-c', '"$@"; exit "$?"', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(shell.stdout, 'data');
  const { pid = 0 } = shell;
  const [program = 0, node = 0] = familyOf(pid);
  onTestFinished(() => kill([program, node, pid]));
  return { shell, node, program };
}

const alive = (pids: readonly number[]) => () => pids.filter(isAlive);
const within = { timeout: 10_000 };

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
  'a program ends with the process that started it: %s',
  async (signal) => {
    const { shell, node, program } = await started();
    const code = once(shell, 'exit');
    process.kill(node, signal);
    expect(await code).toEqual([128 + constants.signals[signal], null]);
    await expect.poll(alive([node, program]), within).toEqual([]);
  },
);

test('a program ends when the shell above has ended', async () => {
  const { shell, node, program } = await started();
  shell.kill('SIGTERM');
  await expect.poll(alive([node, program]), within).toEqual([]);
});

test('a program that ends by itself is only reported', async () => {
  const { shell, program } = await started();
  const code = once(shell, 'exit');
  kill([program]);
  expect(await code).toEqual([7, null]);
});
