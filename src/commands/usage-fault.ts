import type { CatalogError, Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { typedOption } from './typed-options.ts';

/** What is known of a call at the time that it is rejected. */
export interface CallContext {
  readonly argv: readonly string[];
  /** The usage of the command, such as `index <catalog>`; undefined before a command is recognized. */
  readonly usage: string | undefined;
  /** Options or commands that could be meant in place of an unknown one. */
  readonly known: readonly string[];
}

const program = 'rancher-catalog';

/** The command that was called, without its arguments: `cluster up`. */
const commandOf = (usage: string) =>
  usage
    .split(' ')
    .filter((word) => /^[a-z]/.test(word))
    .join(' ');

/** Whether a command is still missing: none was called, or a group of commands. */
const isBeforeCommand = ({ usage }: CallContext) =>
  usage === undefined || usage.endsWith(' <command>');

/** Where to read how the command that was called is used. */
function helpHint(context: CallContext): string {
  const { usage } = context;
  const words = usage === undefined ? [program] : [program, commandOf(usage)];
  return `${words.join(' ')} --help lists the ${isBeforeCommand(context) ? 'commands' : 'options'}`;
}

/** Diagnostics of a call; those about its usage that have no hint of their own lead to the help. */
export const withHelpHint = (
  diagnostics: readonly Diagnostic[],
  context: CallContext,
): Diagnostic[] =>
  diagnostics.map((diagnostic) =>
    diagnostic.code === 'usage' && !diagnostic.at && diagnostic.hint === undefined
      ? { ...diagnostic, hint: helpHint(context) }
      : diagnostic,
  );

/** The positional arguments of a usage line that are not given: `<catalog>`. */
function missingOf(usage: string, given: number): string {
  const required = usage.match(/<[^>]+>/g) ?? [];
  return required.slice(given).join(' ');
}

const plural = (noun: string, names: readonly string[]) =>
  `${noun}${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;

const camelCase = (name: string) =>
  name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The unknown words of a call: options as they were typed, and all others. */
function unknownWords(names: readonly string[], argv: readonly string[]) {
  // yargs lists `dry-run` as `dryRun`, too.
  const written = names.filter(
    (name) => !names.some((other) => other !== name && camelCase(other) === name),
  );
  const typed = written.map((name) => [name, typedOption(argv, name)] as const);
  return {
    options: typed.flatMap(([, option]) => option ?? []),
    others: typed.flatMap(([name, option]) => (option === undefined ? [name] : [])),
  };
}

const meantHint = (word: string | undefined, known: readonly string[]) => {
  const meant = word === undefined ? undefined : nearest(word, known);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
};

const unknownOptions = (options: readonly string[], { known }: CallContext) =>
  usageError(`unknown ${plural('option', options)}`, meantHint(options[0], known));

function unknownFault(names: readonly string[], context: CallContext): CatalogError {
  const { usage = '', argv, known } = context;
  const { options, others } = unknownWords(names, argv);
  if (others.length === 0) return unknownOptions(options, context);
  if (isBeforeCommand(context)) {
    return usageError(`unknown ${plural('command', others)}`, meantHint(others[0], known));
  }
  const command = commandOf(usage);
  return usageError(
    `unexpected ${plural('argument', others)}`,
    command === usage ? `${command} takes options only` : `usage: ${program} ${usage}`,
  );
}

/** Turns what yargs reports about a wrong call into a diagnostic that names what is missing or unknown. */
export function usageFault(message: string, context: CallContext): CatalogError {
  const { usage = '<command>', argv } = context;
  const line = message.split('\n').at(-1) ?? message;
  const [isMissing, given = '0'] = /^Not enough non-option arguments: got (\d+)/.exec(line) ?? [];
  if (isMissing !== undefined) {
    const names = missingOf(usage, Number(given));
    const what = names.includes(' ') ? 'missing arguments' : 'missing argument';
    return usageError(`${what}: ${names}`, `usage: ${program} ${usage}`);
  }
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message);
  if (choice) {
    const [, name = '', value = '', list = ''] = choice;
    const choices = list.replaceAll('"', '');
    const expected = choices.includes(', ') ? `one of ${choices}` : choices;
    return usageError(`${typedOption(argv, name) ?? name} is ${value}; expected ${expected}`);
  }
  const [, names] = /^Unknown (?:argument|command)s?: (.+)$/.exec(line) ?? [];
  if (names !== undefined) return unknownFault(names.split(', '), context);
  return usageError(line.replace(/^[A-Z]/, (letter) => letter.toLowerCase()));
}

/** Options that every command has; without a command, it is the command that is missing. */
const common = new Set(['json', 'color', 'help', 'h', 'version']);

/** The fault of a call without a command: an unknown option if there is one. */
export function noCommandFault(message: string, context: CallContext): CatalogError {
  const names = context.argv.flatMap((arg) => /^--?(?:no-)?([^=]+)/.exec(arg)?.[1] ?? []);
  const unknown = names.filter((name) => !common.has(name));
  if (unknown.length === 0) return usageError(message);
  return unknownOptions(unknownWords(unknown, context.argv).options, { ...context, known: [] });
}
