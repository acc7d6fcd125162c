import yargs, { type Argv } from 'yargs';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import { programVersion } from '../model/program-version.ts';
import { processIo, type Io } from '../terminal/io.ts';
import { CommandAdder, printOutcome } from './command-adder.ts';
import { commands } from './command-list.ts';
import { systemFault } from './system-fault.ts';
import { noCommandFault, usageFault, withHelpHint, type CallContext } from './usage-fault.ts';

/** What is known of a call before its command is recognized. */
const contextOf = (argv: readonly string[]): CallContext => ({
  argv,
  usage: undefined,
  known: commands.map(({ name }) => name),
});

/** A call of the program. */
interface Call {
  readonly argv: readonly string[];
  context: CallContext;
  /** The exit code of the command that ran. */
  code: number;
}

/** A parser of this program's command line. It keeps in `call` what it finds out. */
function parserFor(call: Call, io: Io): Argv {
  let parser = yargs([...call.argv])
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
      throw error ?? faultOf(message ?? '', call.context);
    });
  const adder = new CommandAdder(
    io,
    call.argv,
    (given) => void (call.context = { ...call.context, ...given }),
    (code) => void (call.code = code),
  );
  for (const command of commands) {
    parser = (
      'commands' in command ? adder.addGroup(parser, command) : adder.add(parser, command)
    ) as typeof parser;
  }
  return parser;
}

const faultOf = (message: string, context: CallContext) =>
  /^missing (?:argument: <command>|command: )/.test(message)
    ? noCommandFault(message, context)
    : usageFault(message, context);

const takesFile = (option: string | undefined) =>
  option === '-a' || option === '--answers' || option === '--hosts';

/** Whether the argument of the command that is called is a file. Options of all commands can be before its name. */
function hasFileArgument(argv: readonly string[]): boolean {
  const called = argv.find((arg) => !arg.startsWith('-'));
  return commands.some((each) => each.name === called && 'takesFile' in each && each.takesFile);
}

// yargs reads a lone `-` as an option; joined to the option before it, it is its value: standard input. As an argument,
// yargs makes an empty text of it.
function withDashes(argv: readonly string[]): string[] {
  const isFile = hasFileArgument(argv);
  return argv.flatMap((arg, index) => {
    const before = argv[index - 1];
    if (arg === '-' && takesFile(before)) return [];
    if (arg === '-' && isFile) return ['/dev/stdin'];
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

/** The diagnostics of an error that is not a bug; undefined for a bug. */
function diagnosticsOf(thrown: unknown, context: CallContext): readonly Diagnostic[] | undefined {
  // yargs wraps what `coerce` throws, and keeps only its message.
  const isWrapped = thrown instanceof Error && thrown.name === 'YError';
  const error = isWrapped ? usageFault(thrown.message, context) : thrown;
  return error instanceof CatalogError
    ? withHelpHint(error.diagnostics, context)
    : systemFault(error);
}

export { reachedParts } from '../model/reached-parts.ts';

/** Runs a command line; returns the exit code. */
export async function main(argv: readonly string[], given?: Io): Promise<number> {
  const io = given ?? processIo(!argv.includes('--no-color'));
  const words = withDashes(argv);
  const call: Call = { argv: words, context: contextOf(words), code: 0 };
  try {
    if (argv[0] === completionFlag) return await printCompletions(argv.slice(1), io);
    await parserFor(call, io).parseAsync();
    return call.code;
  } catch (error) {
    if (io.signal.aborted) return interruptedCode;
    const diagnostics = diagnosticsOf(error, call.context);
    if (diagnostics) {
      const nothing = { diagnostics, text: () => '', json: () => ({}) };
      return printOutcome(nothing, io, argv.includes('--json'));
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`This is a bug in rancher-catalog. Please report it with these lines:\n${stack}\n`);
    return 2;
  }
}
