import yargs, { type Argv } from 'yargs';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import { programVersion } from '../model/program-version.ts';
import { processIo, type Io } from '../terminal/io.ts';
import { CommandAdder, printOutcome } from './command-adder.ts';
import { commands } from './command-list.ts';
import { systemFault } from './system-fault.ts';
import { usageFault, type CallContext } from './usage-fault.ts';

/** A parser of this program's command line; `end` takes the exit code of the command that it runs. */
function parserFor(argv: readonly string[], io: Io, end: (code: number) => void): Argv {
  let context: CallContext = { usage: undefined, known: commands.map(({ name }) => name) };
  let parser = yargs([...argv])
    .scriptName('rancher-catalog')
    .locale('en')
    .parserConfiguration({
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usage(
      '$0 <command>\n\nOne answers file becomes a Rancher catalog entry and the image it runs.',
    )
    .option('color', {
      type: 'boolean',
      default: true,
      describe: 'color on a terminal; --no-color for none',
    })
    .strict()
    .strictCommands()
    .demandCommand(1, 'missing argument: <command>')
    .wrap(Math.min(io.width, 100))
    .version(programVersion)
    .help()
    .alias('h', 'help')
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? usageFault(message ?? '', context);
    });
  const adder = new CommandAdder(io, (given) => void (context = given), end);
  for (const command of commands) {
    parser = (
      'commands' in command ? adder.addGroup(parser, command) : adder.add(parser, command)
    ) as typeof parser;
  }
  return parser;
}

const takesFile = (option: string | undefined) => option === '-a' || option === '--answers';

// yargs reads a lone `-` as an option; joined to the option before it, it is its value: standard input.
function withDashes(argv: readonly string[]): string[] {
  return argv.flatMap((arg, index) => {
    const before = argv[index - 1];
    if (arg === '-' && takesFile(before)) return [];
    return argv[index + 1] === '-' && takesFile(arg) ? [`${arg}=-`] : [arg];
  });
}

/** First argument of the completion scripts: prints the words that can complete a command line. */
const completionFlag = '--complete';

async function printCompletions(words: readonly string[], io: Io): Promise<number> {
  const { complete } = await import('./complete.ts');
  io.out((await complete(words)).map((word) => `${word}\n`).join(''));
  return 0;
}

const noCommand: CallContext = { usage: undefined, known: [] };

/** The diagnostics of an error that is not a bug; undefined for a bug. */
function diagnosticsOf(thrown: unknown): readonly Diagnostic[] | undefined {
  // yargs wraps what `coerce` throws, and keeps only its message.
  const isWrapped = thrown instanceof Error && thrown.name === 'YError';
  const error = isWrapped ? usageFault(thrown.message, noCommand) : thrown;
  return error instanceof CatalogError ? error.diagnostics : systemFault(error);
}

/** Runs a command line; returns the exit code. */
export async function main(argv: readonly string[], given?: Io): Promise<number> {
  const io = given ?? processIo(!argv.includes('--no-color'));
  let code = 0;
  try {
    if (argv[0] === completionFlag) return await printCompletions(argv.slice(1), io);
    await parserFor(withDashes(argv), io, (ended) => {
      code = ended;
    }).parseAsync();
    return code;
  } catch (error) {
    if (io.signal.aborted) return interruptedCode;
    const diagnostics = diagnosticsOf(error);
    if (diagnostics) {
      const nothing = { diagnostics, text: () => '', json: () => ({}) };
      return printOutcome(nothing, io, argv.includes('--json'));
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`This is a bug in rancher-catalog. Please report it with these lines:\n${stack}\n`);
    return 2;
  }
}
