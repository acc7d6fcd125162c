import type { Argv } from 'yargs';
import { usageError } from '../diagnostics/usage-error.ts';

/** An option that may be given once: yargs makes a list of what is given twice. */
export function once(name: string): (value: string | string[] | undefined) => string | undefined {
  return (value) => {
    if (Array.isArray(value))
      throw usageError(`--${name} is given ${value.length} times`, 'give it once');
    if (value === '') throw usageError(`--${name} is empty`);
    return value;
  };
}

/** `--answers`. */
export function answersOption<T>(yargs: Argv<T>, describe: string) {
  return yargs.option('answers', {
    alias: 'a',
    type: 'string',
    array: true,
    nargs: 1,
    default: ['answers.yml'],
    describe,
  });
}

/** The options of every command that reads answers files. */
export function answersOptions<T>(yargs: Argv<T>) {
  return answersOption(yargs, 'an answers file, one an entry; - reads standard input')
    .option('set', {
      alias: 's',
      type: 'string',
      array: true,
      nargs: 1,
      default: [] as string[],
      describe: 'KEY=VALUE fixes one answer, before that of the file',
    })
    .option('blueprint', {
      type: 'string',
      coerce: once('blueprint'),
      describe: 'the folder of a blueprint of your own',
    });
}
