#!/usr/bin/env node
import { programVersion } from './model/program-version.ts';

// Printing the version must cost no more than Node itself; everything else is loaded on demand.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') process.stdout.write(`${programVersion}\n`);
else {
  import('./run-commands.ts')
    .then(({ runCommands }) => runCommands(argv))
    .catch((error: unknown) => {
      const stack = error instanceof Error ? error.stack : String(error);
      process.stderr.write(`rancher-catalog cannot start; install it again:\n${stack}\n`);
      process.exitCode = 2;
    });
}
