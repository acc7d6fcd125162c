import type { Argv } from 'yargs';
import type { Io } from '../terminal/io.ts';

/** A command's module: its options, and what it does. Loaded when it is called. */
export interface CommandModule {
  builder(yargs: Argv): Argv;
  run(args: unknown, io: Io): Promise<number>;
}

/** A command, before its module is loaded. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly describe: string;
  readonly load: () => Promise<unknown>;
}

/** Commands under one word: `cluster status`. */
export interface CommandGroup {
  readonly name: string;
  readonly describe: string;
  readonly commands: readonly Command[];
}
