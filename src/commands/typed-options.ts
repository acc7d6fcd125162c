import type { ParserOptions } from './parser-options.ts';

/** An option as it was typed, without its value: `--foo`, `-f`, `--no-foo`; undefined if it was not. */
export function typedOption(argv: readonly string[], name: string): string | undefined {
  const isTyped = (arg: string) => {
    if (/^-[^-]/.test(arg)) return name.length === 1 && arg.replace(/=.*/s, '').includes(name);
    const [, typed] = /^--(?:no-(?!$))?([^=]+)/.exec(arg) ?? [];
    return typed === name || arg.split('=')[0] === `--${name}`;
  };
  const arg = argv.find(isTyped);
  if (arg === undefined) return undefined;
  return arg.startsWith('--') ? arg.replace(/=.*/s, '') : `-${name}`;
}

/** Options whose value may be omitted. */
const optionalValues = new Set(['timeline']);

const isNegative = (arg: string) => /^-\d/.test(arg);

/** The first option of a call that takes a value and has none; yargs takes its default instead. */
export function valueMissing(
  argv: readonly string[],
  { key, boolean }: ParserOptions,
): string | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return words.find((arg, index) => {
    const next = words[index + 1];
    const isAlone = next === undefined || (/^-./.test(next) && !isNegative(next));
    const name = /^-[^-]*([a-zA-Z])$/.exec(arg)?.[1] ?? /^--([^=]+)$/.exec(arg)?.[1];
    if (!isAlone || name === undefined || optionalValues.has(name)) return false;
    return name in key && !boolean.includes(name);
  });
}
