import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { CodeCache } from './code-cache.ts';
import type * as Program from './commands/main.ts';

/** Put in by the build: identifies the content of program.cjs. */
declare const PROGRAM_DIGEST: string;

/** The commands as one script beside this file, built from commands/main.ts. */
const path = join(import.meta.dirname, 'program.cjs');

/** One cache per command, because V8 keeps the code of those functions that have run. */
function cacheFor(argv: readonly string[]): CodeCache | undefined {
  const isHelp = argv.includes('--help') || argv.includes('-h');
  const command = /^(?:--)?([a-z]+)$/.exec(argv[0] ?? '')?.[1];
  return command === undefined || isHelp ? undefined : CodeCache.of(command, PROGRAM_DIGEST);
}

/** Runs a command line and sets the exit code of this process. */
export async function runCommands(argv: readonly string[]): Promise<void> {
  const cache = cacheFor(argv);
  const cachedData = cache?.read();
  // The build makes it ASCII.
  const text = readFileSync(path, 'latin1');
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${text}\n})`,
    { filename: path, ...(cachedData ? { cachedData } : {}) },
  );
  const module = { exports: {} as typeof Program };
  const load = script.runInThisContext() as (...values: unknown[]) => void;
  load(module.exports, createRequire(path), module, path, dirname(path));
  const code = await module.exports.main(argv);
  process.exitCode = code;
  // Not after an unknown command, a bug or Ctrl-C: little of the program has run.
  const isUseful = code === 0 || code === 1;
  if (isUseful && (!cachedData || script.cachedDataRejected === true)) {
    cache?.write(script.createCachedData());
  }
}
