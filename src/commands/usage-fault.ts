import type { CatalogError } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { usageError } from '../diagnostics/usage-error.ts';

/** What is known of a call at the time that yargs rejects it. */
export interface CallContext {
  /** The usage of the command, such as `index <catalog>`; undefined before a command is recognized. */
  readonly usage: string | undefined;
  /** Options or commands that could be meant in place of an unknown one. */
  readonly known: readonly string[];
}

const missingArgument = /^Not enough (?:non-option )?arguments(?: following: (\S+)|: got (\d+))/;

/** The positional arguments of a usage line that are not given: `<catalog>`. */
function missingOf(usage: string, given: number): string {
  const required = usage.match(/<[^>]+>/g) ?? [];
  return required.slice(given).join(' ');
}

/** Turns what yargs reports about a wrong call into a diagnostic that names what is missing or unknown. */
export function usageFault(message: string, { usage, known }: CallContext): CatalogError {
  const line = message.split('\n').at(-1) ?? message;
  const [isMissing, option, given = '0'] = missingArgument.exec(line) ?? [];
  if (option !== undefined) return usageError(`missing value: --${option.replace(/^-+/, '')}`);
  if (isMissing !== undefined) {
    const names = missingOf(usage ?? '', Number(given));
    const what = names.includes(' ') ? 'missing arguments' : 'missing argument';
    return usageError(`${what}: ${names}`, `usage: rancher-catalog ${usage ?? '<command>'}`);
  }
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message);
  if (choice) {
    const [, name = '', value = '', choices = ''] = choice;
    return usageError(`${name} is ${value}; expected one of ${choices.replaceAll('"', '')}`);
  }
  const [, kind, names] = /^Unknown (argument|command)s?: (.+)$/.exec(line) ?? [];
  const [unknown] = names?.split(', ') ?? [];
  if (kind === undefined || unknown === undefined) {
    return usageError(
      line.replace(/^[A-Z]/, (letter) => letter.toLowerCase()),
      'rancher-catalog --help lists the commands',
    );
  }
  const meant = nearest(unknown, known);
  const help = usage === undefined ? '' : ` ${usage.split(' ')[0] ?? ''}`;
  const list = kind === 'command' || usage === undefined ? 'commands' : 'options';
  return usageError(
    `unknown ${kind === 'command' ? 'command' : 'argument'}: ${names}`,
    meant === undefined
      ? `rancher-catalog${help} --help lists the ${list}`
      : `did you mean ${meant}?`,
  );
}
