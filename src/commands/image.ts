import type { Argv } from 'yargs';
import {
  buildEntryImage,
  writeImageContext,
  type BuiltImage,
} from '../actions/entries/make-image.ts';
import { findOutdated } from '../actions/entries/outdated-images.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import type { Outcome } from './command.ts';
import { answersOptions, forceOption, once } from './options.ts';
import { shellWord } from '../model/shell-word.ts';

/** The options of `image`. */
export function builder(yargs: Argv) {
  return answersOptions(
    yargs.positional('action', {
      choices: ['context', 'build', 'outdated'] as const,
      demandOption: true,
      describe: 'write the build context, build the image, or look for newer ones',
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
      describe: 'base image (default: the one in the Dockerfile)',
    })
    .option('push', {
      type: 'boolean',
      default: false,
      describe: 'build: push it, unless its tag exists',
    })
    .example('$0 image context -a redis.yml --out context', 'write a directory for docker build')
    .example('$0 image build -a redis.yml --push', 'build and push the image')
    .example('$0 image outdated -a redis.yml', 'print the KEY=VALUE for release --set');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const strayOptions = {
  context: ['push', 'base'],
  build: ['out', 'force'],
  outdated: ['out', 'force', 'push'],
} as const;

function checkUsage(args: Arguments): void {
  if (args.answers.length > 1) {
    throw usageError('image takes one answers file', 'run the command once for each');
  }
  for (const name of strayOptions[args.action]) {
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
          `next: docker build -t ${shellWord(made.tag)} ${shellWord(made.folder)}\n`,
    json: () => ({ ...made }),
  };
}

const built = ({ tag, pushed, digest }: BuiltImage) => {
  if (digest === undefined) return `${tag}: built\n`;
  return `${tag}: ${pushed ? 'built and pushed' : 'already in the registry'}, ${digest}\n`;
};

async function build(args: Arguments, io: Io): Promise<Outcome> {
  const { made, ...found } = await buildEntryImage({
    ...args,
    base: args.base,
    signal: io.signal,
    onOutput: (text) => io.err(text),
  });
  return { ...found, text: () => (made ? built(made) : ''), json: () => ({ ...made }) };
}

async function outdated(args: Arguments, io: Io): Promise<Outcome> {
  const { made, ...found } = await findOutdated({
    ...args,
    base: args.base,
    signal: io.signal,
    onOutput: (text) => io.err(text),
  });
  for (const note of made?.notes ?? []) io.err(`${note}\n`);
  for (const { from, reason } of made?.outdated ?? []) io.err(`${from}: ${reason}\n`);
  return {
    ...found,
    // Only what `release --set` takes, for a pipe.
    text: () => (made?.outdated ?? []).map(({ key, to }) => `${key}=${to}\n`).join(''),
    json: () => ({ outdated: made?.outdated }),
  };
}

const actions = { context: writeContext, build, outdated };

/** One answers file → the image of its entry, the context to build it from, or what is newer. */
export function run(args: Arguments, io: Io): Promise<Outcome> {
  checkUsage(args);
  return actions[args.action](args, io);
}
