import type { Argv } from 'yargs';
import { targets } from '../model/answers.ts';
import { usageError } from '../diagnostics/usage-error.ts';

/**
 * An option that may be given once: yargs makes a list of what is given twice. Its value may be omitted if
 * `mayBeEmpty`.
 */
export function once(
  name: string,
  mayBeEmpty = false,
): (value: string | string[] | undefined) => string | undefined {
  return (value) => {
    if (Array.isArray(value))
      throw usageError(`--${name} is given ${value.length} times, but takes one value`);
    if (value === '' && !mayBeEmpty) throw usageError(`--${name} is empty`);
    return value;
  };
}

/** An option whose value is a version of Rancher, such as `v1.6.30`. */
export function rancherVersion(name: string) {
  return (value: string | string[] | undefined): string | undefined => {
    const version = once(name)(value);
    if (version === undefined || /^v?\d+\.\d+/.test(version)) return version;
    throw usageError(
      `--${name} ${version} is not a version of Rancher; expected one such as v1.6.30`,
    );
  };
}

/** A version of Kubernetes: three numbers, and what distributions append. */
export function kubeVersion(name: string) {
  return (value: string | string[] | undefined): string | undefined => {
    const version = once(name)(value);
    if (version === undefined || /^v?\d+\.\d+\.\d+(?:[-+][\dA-Za-z.+-]+)?$/.test(version)) {
      return version;
    }
    throw usageError(
      `--${name} ${version} is not a version of Kubernetes; expected one such as v1.31.2`,
    );
  };
}

/** `--set`. */
export const setOption = {
  alias: 's',
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  describe: 'KEY=VALUE: override one answer (repeatable)',
} as const;

/** `--dry-run`. */
export const dryRunOption = (describe: string) =>
  ({ alias: 'n', type: 'boolean', default: false as boolean, describe }) as const;

/** `--force`. */
export const forceOption = (describe: string) =>
  ({ type: 'boolean', default: false as boolean, describe }) as const;

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
  return answersOption(yargs, 'answers file (repeatable, one per entry); - for stdin')
    .option('set', setOption)
    .option('blueprint', {
      type: 'string',
      coerce: once('blueprint'),
      describe: 'directory of your own blueprint',
    });
}

/** `--target`. */
export const targetOption = (describe: string) =>
  ({
    choices: [...targets, 'all'] as const,
    describe: `${describe} (default: what the blueprint has)`,
  }) as const;
