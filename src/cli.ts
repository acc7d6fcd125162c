#!/usr/bin/env node
import { programVersion } from './model/program-version.ts';

// Printing the version must cost no more than Node itself; everything else is loaded on demand.
const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') process.stdout.write(`${programVersion}\n`);
else void import('./run-commands.ts').then(({ runCommands }) => runCommands(argv));
