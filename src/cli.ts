#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { programVersion } from './model/program-version.ts';

/** Since Node 22.8; not in the types of Node 20. */
interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

/** Keeps compiled code between runs, where this Node can. The folder is the user's own: it holds code. */
function keepCompiledCode(): void {
  const { XDG_CACHE_HOME: given, HOME: home } = process.env;
  const cache = given || (home && join(home, '.cache'));
  if (!cache) return;
  (module as CompileCache).enableCompileCache?.(join(cache, 'rancher-catalog', 'compiled'));
}

// Printing the version must cost no more than Node itself; everything else is loaded on demand.
const [first, ...others] = process.argv.slice(2);
if (first === '--version' && others.length === 0) {
  process.stdout.write(`${programVersion}\n`);
} else {
  keepCompiledCode();
  const { main } = await import('./commands/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
