import type { Argv } from 'yargs';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Io } from '../terminal/io.ts';
import type { Texts } from '../terminal/report.ts';

/** What a command found out or did. `main` prints it, as text or as JSON, and ends with its exit code. */
export interface Outcome {
  /** Everything to report; printed on the error stream, or as part of the JSON. */
  readonly diagnostics: readonly Diagnostic[];
  /** Contents of the files that diagnostics point into, by the path they name. @default no frames */
  readonly texts?: Texts;
  /** The report for a person, on the output stream; may be empty. Not called for JSON. */
  text(): string;
  /** What --json prints between `ok` and `diagnostics`. Called for JSON only. */
  json(): Readonly<Record<string, unknown>>;
  /** Whether it is printed as JSON without --json, too: `lint --format json`. @default false */
  readonly isJson?: boolean;
  /** @default 0 without errors, otherwise 1 or 2 according to the diagnostics */
  readonly exitCode?: number;
}

/** A command's module: its options, and what it does. Loaded when the command is called. */
export interface CommandModule {
  builder(yargs: Argv): Argv;
  /** A number is the exit code of a command that has printed everything itself. */
  run(args: unknown, io: Io): Promise<Outcome | number>;
}

/** A command, before its module is loaded. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
  /** Whether its argument is a file, so that `-` is standard input. @default false */
  readonly takesFile?: boolean;
  readonly load: () => Promise<unknown>;
}

/** Commands under one word: `cluster status`. */
export interface CommandGroup {
  readonly name: string;
  readonly describe: string;
  readonly commands: readonly Command[];
}
