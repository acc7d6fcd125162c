import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { CodeCache, wholeRun } from './code-cache.ts';
import type * as Program from './commands/main.ts';
import { entryCommands } from './entry-commands.ts';

/** Put in by the build: identifies the content of each file that it makes of commands/main.ts. */
declare const PROGRAM_DIGESTS: Readonly<Record<'program.cjs' | 'entries.cjs', string>>;

/** The file that has the command of a command line; program.cjs has all of them. */
const fileFor = ([first = '']: readonly string[]) =>
  entryCommands.has(first) ? 'entries.cjs' : 'program.cjs';

/** Options with which little of a command runs. */
const brief = new Set(['-h', '--help', '--list', '--explain']);

/** One cache per command, because V8 keeps the code of those functions that have run. */
function cacheFor(argv: readonly string[]): CodeCache | undefined {
  const [first = '', second = ''] = argv;
  if (argv.some((word) => brief.has(word))) return undefined;
  const words =
    first === 'cluster' ? `${first}-${second}` : first.replace(/^--complete$/, 'complete');
  return /^[a-z]+(?:-[a-z]+)?$/.test(words)
    ? CodeCache.of(words, PROGRAM_DIGESTS[fileFor(argv)])
    : undefined;
}

/**
 * Lets a function run longer before V8 optimizes it: a command ends within a second or two, in which the threads that
 * optimize take as much time as the command. Space for new objects grows at once, as most of what a command makes
 * lives to its end. Later versions of V8 have other options, and a compiler in between.
 */
function tuneForShortRuns([command]: readonly string[]): void {
  if (!process.versions.v8.startsWith('11.')) return;
  // Most runs make one entry, in less time than the other commands take.
  const budget = command === 'generate' ? 700_000 : 250_000;
  setFlagsFromString(`--interrupt-budget=${budget} --semi-space-growth-factor=16`);
}

/** Runs a command line and sets the exit code of this process. */
export async function runCommands(argv: readonly string[]): Promise<void> {
  tuneForShortRuns(argv);
  const path = join(import.meta.dirname, fileFor(argv));
  const cache = cacheFor(argv);
  const kept = cache?.read();
  // The build makes it ASCII, and an expression: the function that Node makes of a module.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    ...(kept ? { cachedData: kept.code } : {}),
  });
  const module = { exports: {} as typeof Program };
  const load = script.runInThisContext() as (...values: unknown[]) => void;
  load(module.exports, createRequire(path), module, path, dirname(path));
  const code = await module.exports.main(argv);
  process.exitCode = code;
  // Nothing is kept of an unknown command, a bug or Ctrl-C. Code of a run without errors is final, unless a later one
  // comes to more parts.
  const used = script.cachedDataRejected === true ? undefined : kept;
  const reached = code === 0 ? wholeRun | module.exports.reachedParts() : 0;
  const isBetter = !used || (reached & ~used.reached) !== 0;
  if (code <= 1 && isBetter) cache?.write(script, reached | (used?.reached ?? 0));
}
