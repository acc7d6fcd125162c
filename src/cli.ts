#!/usr/bin/env node
import { programVersion } from './model/program-version.ts';

// Asking for the version must cost no more than Node itself; all else is loaded on demand.
const [first, ...others] = process.argv.slice(2);
if (first === '--version' && others.length === 0) {
  process.stdout.write(`${programVersion}\n`);
} else {
  const { main } = await import('./commands/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
