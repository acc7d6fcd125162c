import type { Argv } from 'yargs';

/** What yargs knows of the options of a parser. It is public, but not in the types of yargs. */
export interface ParserOptions {
  /** By name, aliases and positional arguments included. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly alias: Readonly<Record<string, readonly string[] | undefined>>;
  readonly choices: Readonly<Record<string, readonly string[] | undefined>>;
  readonly boolean: readonly string[];
  readonly hiddenOptions: readonly string[];
}

/** The options that a parser has so far. */
export function optionsOf(parser: Argv): ParserOptions {
  return (parser as unknown as { getOptions(): ParserOptions }).getOptions();
}
