import type { Argv } from 'yargs';
import { interruptedCode, exitCodeOf } from '../diagnostics/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import type { Command, CommandGroup, CommandModule, Outcome } from './command.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { optionsOf, type ParserOptions } from './parser-options.ts';
import { valueMissing } from './typed-options.ts';
import type { CallContext } from './usage-fault.ts';

/** Prints what a command found out or did: the envelope with --json, text otherwise. Returns the exit code. */
export function printOutcome(outcome: Outcome, io: Io, isJson: boolean): number {
  const { diagnostics } = outcome;
  const code = outcome.exitCode ?? exitCodeOf(diagnostics);
  if (isJson) {
    const envelope = { ok: code === 0, ...outcome.json(), diagnostics };
    io.out(`${JSON.stringify(envelope, undefined, 2)}\n`);
    return code;
  }
  reportDiagnostics(io, diagnostics, outcome.texts ?? new Map());
  io.out(outcome.text());
  return code;
}

/** Adds commands to a parser; each is loaded when it is called, or when its help is requested. */
export class CommandAdder {
  readonly #io: Io;
  /** Takes what a rejection of the call can refer to from here on. */
  readonly #onContext: (context: Omit<CallContext, 'argv'>) => void;
  readonly #argv: readonly string[];
  readonly #end: (code: number) => void;

  constructor(
    io: Io,
    argv: readonly string[],
    onContext: (context: Omit<CallContext, 'argv'>) => void,
    end: (code: number) => void,
  ) {
    this.#io = io;
    this.#argv = argv;
    this.#onContext = onContext;
    this.#end = end;
  }

  add(to: Argv, { usage, describe, load }: Command, group = ''): Argv {
    return to.command(
      usage,
      describe,
      async (inner) => {
        const whole = `${group}${usage}`;
        this.#onContext({ usage: whole, known: [] });
        const built = ((await load()) as CommandModule).builder(inner).option('json', {
          type: 'boolean',
          default: false,
          describe: 'print the result as JSON',
        });
        const options = Object.keys(optionsOf(built).key).filter((name) => name.length > 1);
        this.#onContext({ usage: whole, known: options.map((name) => `--${name}`) });
        this.#assertValues(optionsOf(built));
        return built;
      },
      async (args) => this.#end(await this.#run((await load()) as CommandModule, args)),
    );
  }

  /** Throws if an option has no value, unless the call is for help. */
  #assertValues(options: ParserOptions): void {
    if (this.#argv.some((arg) => arg === '--help' || arg === '-h')) return;
    const option = valueMissing(this.#argv, options);
    if (option !== undefined) throw usageError(`missing value: ${option}`);
  }

  async #run(command: CommandModule, args: { json?: unknown }): Promise<number> {
    const outcome = await command.run(args, this.#io);
    if (typeof outcome === 'number') return outcome;
    if (this.#io.signal.aborted) return interruptedCode;
    return printOutcome(outcome, this.#io, args.json === true || outcome.isJson === true);
  }

  addGroup(to: Argv, { name: group, describe, commands: members }: CommandGroup): Argv {
    return to.command(group, describe, (inner) => {
      const names = members.map(({ name }) => name);
      this.#onContext({ usage: `${group} <command>`, known: names });
      return members
        .reduce(
          (parser, command) => this.add(parser, command, `${group} `),
          inner.usage(`$0 ${group} <command>\n\n${describe}`),
        )
        .demandCommand(1, `missing command: one of ${names.join(', ')}`);
    });
  }
}
