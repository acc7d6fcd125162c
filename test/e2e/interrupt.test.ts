import { spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { catalog } from '../support/lint-catalog.ts';
import { untilQuiet } from '../support/quiet.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const boundMs = 200;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const start = (folder: string, argv: readonly string[]) =>
  // Standard input stays open, and nothing is written to it.
  spawn(process.execPath, [bin, ...argv], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });

/** How long a whole run takes. */
async function wholeMs(folder: string, argv: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = start(folder, argv);
  await new Promise((resolve) => child.on('exit', resolve));
  return performance.now() - begun;
}

/**
 * Sends Ctrl-C to a run after some time; how it ended, and how soon. A run that had ended by then, or
 * was ending as the signal came (0 within the bound), is tried again in half the time. One that
 * ignores the signal ends with 0 too, but late; one that takes it for success never ends otherwise.
 */
async function interrupt(
  folder: string,
  argv: readonly string[],
  afterMs: number,
): Promise<{ code: number | null; ms: number }> {
  if (afterMs < 100) throw new Error(`${argv[0]} ends too soon to be interrupted`);
  const child = start(folder, argv);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  await wait(afterMs);
  const hadEnded = child.exitCode !== null;
  const begun = performance.now();
  child.kill('SIGINT');
  const code = await ended;
  const ms = performance.now() - begun;
  if (!hadEnded && (code !== 0 || ms > boundMs)) return { code, ms };
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  return interrupt(folder, argv, afterMs / 2);
}

/** How long a process that does nothing takes to end by the signal: that is the machine, and not the program. */
async function bareMs(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const begun = performance.now();
  child.kill('SIGINT');
  await ended;
  return performance.now() - begun;
}

/**
 * How much longer a run takes to end by the signal. A time over the bound is measured again, because the machine may
 * be busy: the median of three counts.
 */
async function interruptTime(folder: string, argv: readonly string[], afterMs: number) {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = await bareMs();
    const { code, ms: whole } = await interrupt(folder, argv, afterMs);
    const ms = whole - Math.min(before, await bareMs());
    expect(code).toBe(130);
    times.push(ms);
    if (round === 0 && ms <= boundMs) return ms;
    await untilQuiet();
  }
  return times.sort((a, b) => a - b)[1] ?? Infinity;
}

function largeCatalog(): string {
  const root = catalog();
  for (let index = 0; index < 2500; index += 1) {
    cpSync(join(root, 'templates/sample'), join(root, `templates/copy-${index}`), {
      recursive: true,
    });
  }
  return root;
}

describe('Ctrl-C', { timeout: 600_000 }, () => {
  test('ends lint and index of a large catalog', async () => {
    const root = largeCatalog();
    for (const command of ['lint', 'index']) {
      const whole = await wholeMs(root, [command]);
      for (const part of [0.4, 0.7]) {
        const ms = await interruptTime(root, [command], whole * part);
        expect(ms, `${command}, after ${part} of its time`).toBeLessThanOrEqual(boundMs);
      }
    }
  });

  // Removing what was staged takes a while, and is not left to the next run.
  test.for([500, 2000, 4000])('ends generate after %d ms, and nothing is written', async (ms) => {
    const names = Array.from({ length: 3000 }, (_, index) => `entry-${index}`);
    const answers = names.map((name): [string, string] => [
      `${name}.yml`,
      `blueprint: redis-sentinel\nname: ${name}\nversion: 1.0.0\n`,
    ]);
    const folder = temporaryFolder(Object.fromEntries(answers));
    const argv = ['generate', ...answers.flatMap(([file]) => ['-a', file])];
    expect(await interrupt(folder, argv, ms)).toMatchObject({ code: 130 });
    expect(existsSync(join(folder, 'build'))).toBe(false);
  });

  test.for([
    ['generate', '--answers', '-'],
    ['launch', 'templates/sample/0', '--answers', '-'],
    ['launch', 'templates/sample/0', '--answers', '/dev/stdin'],
  ])('ends %s %s %s that reads standard input', async (argv) => {
    expect(await interruptTime(catalog(), argv, 1500)).toBeLessThanOrEqual(boundMs);
  });
});
