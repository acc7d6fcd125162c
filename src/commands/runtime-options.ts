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

/** The options that choose the entry and the image of a cluster that is tested. */
export function testedEntryOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'answers file of the entry to test',
    })
    .option('start-script', {
      type: 'string',
      coerce: once('start-script'),
      describe: 'process: start script of your own image',
    });
}
