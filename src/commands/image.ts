import type { Argv } from 'yargs';
import { buildEntryImage, writeImageContext } from '../actions/entries/make-image.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { answersOptions, forceOption, once } from './options.ts';

/** The options of `image`. */
export function builder(yargs: Argv) {
  return answersOptions(
    yargs.positional('action', {
      choices: ['context', 'build'] as const,
      demandOption: true,
      describe: 'write the build context, or build the image',
    }),
  )
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'context: directory to write (default: build/image/NAME)',
    })
    .option('force', forceOption('context: overwrite generated files that were edited'))
    .option('base', {
      type: 'string',
      coerce: once('base'),
      describe: 'build: base image (default: the one in the Dockerfile)',
    })
    .option('push', { type: 'boolean', default: false, describe: 'build: push the image' })
    .example('$0 image context -a redis.yml --out context', 'write a directory for docker build')
    .example('$0 image build -a redis.yml --push', 'build and push the image');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage(args: Arguments): void {
  if (args.answers.length > 1) {
    throw usageError('image takes one answers file', 'run the command once for each');
  }
  const stray =
    args.action === 'context' ? (['push', 'base'] as const) : (['out', 'force'] as const);
  for (const name of stray) {
    if (args[name] !== undefined && args[name] !== false) {
      throw usageError(`image ${args.action} does not take --${name}`);
    }
  }
}

async function writeContext(args: Arguments, io: Io): Promise<Outcome> {
  const options = { ...args, signal: io.signal };
  const { made, ...found } = await writeImageContext({ ...options, out: args.out });
  return {
    ...found,
    text: () =>
      made === undefined
        ? ''
        : `${made.folder}: context of ${made.tag}, ${made.files.length} files\n` +
          `next: docker build -t ${made.tag} ${made.folder}\n`,
    json: () => ({ ...made }),
  };
}

async function build(args: Arguments, io: Io): Promise<Outcome> {
  const { made, ...found } = await buildEntryImage({
    ...args,
    base: args.base,
    signal: io.signal,
    onOutput: (text) => io.err(text),
  });
  return {
    ...found,
    text: () => (made ? `${made.tag}: built${made.pushed ? ' and pushed' : ''}\n` : ''),
    json: () => ({ ...made }),
  };
}

/** One answers file → the image of its entry, or the context to build it from. */
export function run(args: Arguments, io: Io): Promise<Outcome> {
  checkUsage(args);
  return args.action === 'context' ? writeContext(args, io) : build(args, io);
}
