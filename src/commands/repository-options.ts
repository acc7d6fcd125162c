import type { Argv } from 'yargs';
import { allowable } from '../actions/publishing/allowable.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { once } from './options.ts';

/** The options of every command that talks to a repository. */
export function repositoryOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('repo', {
      alias: 'r',
      type: 'string',
      coerce: once('repo'),
      describe: 'the catalog repository: a URL, a bare repository, or a checkout',
    })
    .option('branch', {
      alias: 'b',
      type: 'string',
      coerce: once('branch'),
      describe: 'its branch (default: master, or what is checked out)',
    })
    .option('timeout', {
      type: 'string',
      coerce: once('timeout'),
      default: '300',
      describe: 'the seconds that a call to the server may take',
    });
}

/** `--allow`. */
export function allowOption<T>(yargs: Argv<T>) {
  return yargs.option('allow', {
    type: 'string',
    array: true,
    nargs: 1,
    default: [] as string[],
    describe: `a cause that shall not count: ${allowable.join(', ')}`,
  });
}

/** `--timeout` in milliseconds. */
export function timeoutMs(text: string | undefined): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text ?? '') || seconds < 1 || seconds > 86_400) {
    throw usageError(`--timeout ${text ?? ''} is no number of seconds from 1 to 86400`);
  }
  return seconds * 1000;
}
