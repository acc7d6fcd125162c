import yargs, { type Argv } from 'yargs';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { exitCodeOf } from '../diagnostics/exit-code.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { processIo, type Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { clusterCommands } from './cluster-commands.ts';
import type { Command, CommandGroup, CommandModule } from './command.ts';
import { usageError } from './options.ts';
import { programVersion } from './program-version.ts';

const commands: readonly (Command | CommandGroup)[] = [
  {
    name: 'generate',
    usage: 'generate',
    describe: 'turn answers files into catalog entries and their images',
    load: () => import('./generate.ts'),
  },
  {
    name: 'questions',
    usage: 'questions <blueprint>',
    describe: 'show what a blueprint can be asked',
    load: () => import('./questions.ts'),
  },
  {
    name: 'image',
    usage: 'image <action>',
    describe: 'write the context of an image, or build it with docker',
    load: () => import('./image.ts'),
  },
  {
    name: 'index',
    usage: 'index <catalog>',
    describe: 'show what Rancher would list of a catalog',
    load: () => import('./index.ts'),
  },
  {
    name: 'lint',
    usage: 'lint [path..]',
    describe: 'say what Rancher would make of a catalog, and what people regret',
    load: () => import('./lint.ts'),
  },
  {
    name: 'launch',
    usage: 'launch <path>',
    describe: 'show what Rancher would start of a template version',
    load: () => import('./launch.ts'),
  },
  clusterCommands,
  {
    name: 'check',
    usage: 'check',
    describe: 'compare a catalog with what would be generated',
    load: () => import('./check.ts'),
  },
  {
    name: 'publish',
    usage: 'publish',
    describe: 'release entries to a catalog repository',
    load: () => import('./publish.ts'),
  },
  {
    name: 'release',
    usage: 'release <size>',
    describe: 'set the next version in an answers file',
    load: () => import('./release.ts'),
  },
  {
    name: 'ci',
    usage: 'ci <action> <system>',
    describe: 'write a workflow that checks and publishes',
    load: () => import('./ci.ts'),
  },
];

/** What yargs says of a wrong call → our words, with the nearest option or command. */
function usageFault(words: string, known: readonly string[]): CatalogError {
  if (words.startsWith('Not enough non-option arguments')) {
    return usageError('an argument is missing', 'the same command with --help names it');
  }
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(words);
  if (choice) {
    const [, name = '', given = '', choices = ''] = choice;
    return usageError(`${name} is ${given}; expected one of ${choices.replaceAll('"', '')}`);
  }
  const unknown = /^Unknown (?:argument|command)s?: (.+)$/.exec(words)?.[1]?.split(', ')[0];
  const meant = unknown === undefined ? undefined : nearest(unknown, known);
  const hint =
    meant === undefined ? 'rancher-catalog --help lists the commands' : `did you mean ${meant}?`;
  return usageError(
    (words.split('\n').at(-1) ?? words).replace(/^[A-Z]/, (letter) => letter.toLowerCase()),
    hint,
  );
}

function parserFor(argv: readonly string[], io: Io, end: (code: number) => void): Argv {
  const names = commands.map(({ name }) => name);
  let known: readonly string[] = names;
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
      describe: 'colours on a terminal; --no-color for none',
    })
    .strict()
    .demandCommand(1, 'which command?')
    .wrap(Math.min(io.width, 100))
    .version(programVersion)
    .help()
    .alias('h', 'help')
    .completion('completion', 'print the completion script for bash or zsh')
    .exitProcess(false)
    .fail((words: string | null, error: Error | undefined) => {
      throw error ?? usageFault(words ?? '', known);
    });
  const tell = (words: readonly string[]) => {
    known = words;
  };
  const adder = new CommandAdder(io, tell, end);
  for (const command of commands) {
    parser = (
      'commands' in command ? adder.addGroup(parser, command) : adder.add(parser, command)
    ) as typeof parser;
  }
  return parser;
}

/** Adds commands to a parser; each is loaded when it is called, or its help is asked for. */
class CommandAdder {
  readonly #io: Io;
  /** Takes the words that could be meant from here on. */
  readonly #tell: (known: readonly string[]) => void;
  readonly #end: (code: number) => void;

  constructor(io: Io, tell: (known: readonly string[]) => void, end: (code: number) => void) {
    this.#io = io;
    this.#tell = tell;
    this.#end = end;
  }

  add(to: Argv, { usage, describe, load }: Command): Argv {
    return to.command(
      usage,
      describe,
      async (inner) => {
        const built = withoutUnusedHelp(((await load()) as CommandModule).builder(inner));
        const options = Object.keys(optionsOf(built)).filter((name) => name.length > 1);
        this.#tell(options.map((name) => `--${name}`));
        return built;
      },
      async (args) => this.#end(await ((await load()) as CommandModule).run(args, this.#io)),
    );
  }

  addGroup(to: Argv, { name: group, describe, commands: members }: CommandGroup): Argv {
    return to.command(group, describe, (inner) => {
      const names = members.map(({ name }) => name);
      this.#tell(names);
      return members
        .reduce(
          (parser, command) => this.add(parser, command),
          inner.usage(`$0 ${group} <command>\n\n${describe}`),
        )
        .demandCommand(1, `which of ${names.join(', ')}?`);
    });
  }
}

/** What of yargs is public, but not in its types. */
interface YargsInternals {
  getOptions(): { key: Record<string, unknown> };
  getInternalMethods(): { getUsageInstance(): { cacheHelpMessage(): void } };
}

function optionsOf(parser: Argv): Record<string, unknown> {
  return (parser as unknown as YargsInternals).getOptions().key;
}

// yargs lays out the help page in every run, in case a command prints it later; ours never do, and
// it is a tenth of the time of a run.
function withoutUnusedHelp(parser: Argv): Argv {
  const usage = (parser as unknown as YargsInternals).getInternalMethods().getUsageInstance();
  usage.cacheHelpMessage = () => {};
  return parser;
}

const takesFile = (option: string | undefined) => option === '-a' || option === '--answers';

// yargs takes a lone `-` for an option; joined to the one before, it is its value: standard input.
function withDashes(argv: readonly string[]): string[] {
  return argv.flatMap((arg, index) => {
    const before = argv[index - 1];
    if (arg === '-' && takesFile(before)) return [];
    return argv[index + 1] === '-' && takesFile(arg) ? [`${arg}=-`] : [arg];
  });
}

/** Runs a command line; returns the exit code. */
export async function main(argv: readonly string[], given?: Io): Promise<number> {
  const io = given ?? processIo(!argv.includes('--no-color'));
  let code = 0;
  try {
    await parserFor(withDashes(argv), io, (ended) => {
      code = ended;
    }).parseAsync();
    return code;
  } catch (thrown) {
    // yargs wraps what `coerce` throws, and keeps its message only.
    const wrapped = thrown instanceof Error && thrown.name === 'YError';
    const error = wrapped ? usageFault(thrown.message, []) : thrown;
    if (error instanceof CatalogError) {
      const isUsage = error.diagnostics.every((diagnostic) => diagnostic.code === 'usage');
      // Who called it wrongly reads the answer; a program that asked for JSON gets all others.
      if (argv.includes('--json') && !isUsage) {
        io.out(`${JSON.stringify({ diagnostics: error.diagnostics }, undefined, 2)}\n`);
      } else reportDiagnostics(io, error.diagnostics, new Map());
      return exitCodeOf(error.diagnostics);
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`This is a bug in rancher-catalog. Please report it with these lines:\n${stack}\n`);
    return 2;
  }
}
