import type { Argv } from 'yargs';
import { allowable } from '../actions/publishing/allowable.ts';
import { wholeNumber } from '../diagnostics/whole-number.ts';
import { once } from './options.ts';

const defaultTimeoutS = 300;

/** The options of every command that uses a repository. */
export function repositoryOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('repo', {
      alias: 'r',
      type: 'string',
      coerce: once('repo'),
      describe: 'catalog repository: URL, bare repository or checkout',
    })
    .option('branch', {
      alias: 'b',
      type: 'string',
      coerce: once('branch'),
      describe: 'its branch (default: master, or the one checked out)',
    })
    .option('timeout', {
      type: 'string',
      coerce: once('timeout'),
      default: String(defaultTimeoutS),
      describe: 'timeout for a call to the server, in seconds',
    });
}

/** `--allow`. */
export function allowOption<T>(yargs: Argv<T>) {
  return yargs
    .option('allow', {
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'ignore a cause for a larger bump (repeatable)',
    })
    .epilogue(`--allow takes one of ${allowable.join(', ')}.`);
}

/** `--timeout` in milliseconds. */
export const timeoutMs = (text: string | undefined): number =>
  (wholeNumber('timeout', text, 1, 86_400, 'seconds') ?? defaultTimeoutS) * 1000;
