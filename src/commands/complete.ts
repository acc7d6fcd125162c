import yargs from 'yargs';
import { completeValue } from '../actions/completing/complete-value.ts';
import { commands } from './command-list.ts';
import type { Command, CommandModule } from './command.ts';
import { optionsOf, type ParserOptions } from './parser-options.ts';

/** The command at the start of a line, and how many words name it; undefined while none is complete. */
function findCommand(words: readonly string[]): { command: Command; length: number } | undefined {
  const first = commands.find(({ name }) => name === words[0]);
  if (first === undefined) return undefined;
  if (!('commands' in first)) return { command: first, length: 1 };
  const command = first.commands.find(({ name }) => name === words[1]);
  return command && { command, length: 2 };
}

/** The commands that can follow these words. */
function commandNames(words: readonly string[]): string[] {
  if (words.length === 0) return commands.map(({ name }) => name);
  const group = commands.find(({ name }) => name === words[0]);
  return words.length === 1 && group && 'commands' in group
    ? group.commands.map(({ name }) => name)
    : [];
}

const dashed = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);

/** The long name of an option as it is typed: `-s` → `set`. */
function longName(typed: string, { key, alias }: ParserOptions): string {
  const name = typed.replace(/^--?/, '');
  return Object.keys(key).find((each) => alias[each]?.includes(name)) ?? name;
}

const positionalsOf = (usage: string) =>
  usage.match(/[<[][^\]>]+[\]>]/g)?.map((part) => part.replaceAll(/[<>[\].]/g, '')) ?? [];

/** The words that can follow in a command line of a command. */
async function completeCommand(
  { usage, load }: Command,
  name: string,
  words: readonly string[],
  current: string,
): Promise<readonly string[]> {
  const built = ((await load()) as CommandModule).builder(yargs([]));
  const options = optionsOf(built);
  const positionals = positionalsOf(usage);
  const last = words.at(-1) ?? '';
  const option = last.startsWith('-') ? longName(last, options) : undefined;
  const takesValue = option !== undefined && !options.boolean.includes(option);
  if (takesValue)
    return options.choices[option] ?? (await completeValue(name, option, words)) ?? [];
  if (current.startsWith('-')) {
    const hidden = new Set([...options.hiddenOptions, ...positionals]);
    const known = Object.keys(options.key).filter((each) => !hidden.has(each));
    return [...known.map(dashed), '--json', '--help'].filter((each) => each.length > 2);
  }
  const given = words.filter(
    (word, index) => !word.startsWith('-') && !isValue(words, index, options),
  );
  const positional = positionals[Math.min(given.length, positionals.length - 1)] ?? '';
  return options.choices[positional] ?? (await completeValue(name, undefined, words)) ?? [];
}

/** Whether a word is the value of the option before it. */
function isValue(words: readonly string[], index: number, options: ParserOptions): boolean {
  const before = words[index - 1] ?? '';
  return before.startsWith('-') && !options.boolean.includes(longName(before, options));
}

/**
 * The words that can replace the last one, for the completion of a shell; none if that is a
 * path, which the shell completes.
 */
export async function complete(line: readonly string[]): Promise<string[]> {
  const words = line.slice(0, -1);
  const current = line.at(-1) ?? '';
  const found = findCommand(words);
  const candidates = found
    ? await completeCommand(
        found.command,
        words.slice(0, found.length).join(' '),
        words.slice(found.length),
        current,
      )
    : commandNames(words);
  return [...new Set(candidates)].filter((word) => word.startsWith(current));
}
