import type { Argv } from 'yargs';
import { once } from './options.ts';

/** The options that choose what the nodes of a cluster are. */
export function runtimeOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('runtime', {
      choices: ['process', 'docker'] as const,
      describe: 'run nodes as processes or as containers',
    })
    .option('image', {
      type: 'string',
      coerce: once('image'),
      describe: 'docker: image of the nodes (default: built from the entry)',
    });
}
