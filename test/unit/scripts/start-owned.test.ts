// What `npm test` starts ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { familyOf, isAlive, kill } from '../../support/processes.ts';
import { root } from '../../support/bundle.ts';

const script = `
const { startOwned } = await import('${root}/scripts/start-owned.mjs');
const start = (program, ...args) => startOwned(program, args, { stdio: 'ignore' });
// A program, the one that a package starts, and what comes after.
start('sh', '-c', 'sleep 300; exit 1').on('close', () => console.log('ended'));
start('sleep', '300').on('close', () => start('sleep', '300'));
console.log('started');`;

/** A shell, as that of npm, Node below it, and the programs below that, innermost first. */
async function started() {
  const command = [process.execPath, '--input-type=module', '-e', script];
  const shell = spawn('sh', ['-c', '"$@"; exit "$?"', 'sh', ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(shell.stdout, 'data');
  const { pid = 0 } = shell;
  await expect.poll(() => familyOf(pid)).toHaveLength(5);
  const family = familyOf(pid);
  onTestFinished(() => kill(family));
  return {
    shell,
    family: family.slice(0, -1),
    programs: family.slice(0, -2),
    node: family[3] ?? 0,
  };
}

const alive = (pids: readonly number[]) => () => pids.filter(isAlive);

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
  'programs end with the process that started them: %s',
  async (signal) => {
    const { shell, family, node } = await started();
    const code = once(shell, 'exit');
    process.kill(node, signal);
    expect(await code).toEqual([128 + constants.signals[signal], null]);
    await expect.poll(alive(family)).toEqual([]);
  },
);

test('programs end when the shell above has ended', async () => {
  const { shell, family } = await started();
  shell.kill('SIGTERM');
  await expect.poll(alive(family)).toEqual([]);
});

test('a program that ends by itself ends no other', async () => {
  const { shell, family, programs } = await started();
  const printed = once(shell.stdout, 'data');
  kill(programs.slice(0, 2));
  expect(String(await printed)).toBe('ended\n');
  await expect.poll(alive(family)).toEqual(family.slice(2));
});
