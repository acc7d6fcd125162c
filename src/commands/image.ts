import { usageError } from '../diagnostics/usage-error.ts';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { exitCodeOf } from '../diagnostics/exit-code.ts';
import { assertEngine, runDocker } from '../docker/docker.ts';
import { Staging } from '../files/staging.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { buildImage, imageOf, type Image } from '../actions/entries/build-image.ts';
import { loadEntries } from '../actions/entries/load-entries.ts';
import { answersOptions, once } from './options.ts';

/** The options of `image`. */
export function builder(yargs: Argv) {
  return answersOptions(
    yargs.positional('action', {
      choices: ['context', 'build'] as const,
      demandOption: true,
      describe: 'write the build context, or build the image with docker',
    }),
  )
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'context: the folder to write, replaced as a whole (default: build/image/NAME)',
    })
    .option('base', {
      type: 'string',
      coerce: once('base'),
      describe: 'build: the image to build on (default: that of the Dockerfile)',
    })
    .option('push', { type: 'boolean', default: false, describe: 'build: push it afterwards' })
    .option('json', { type: 'boolean', default: false, describe: 'print the outcome as JSON' })
    .example('$0 image context -a redis.yml --out context', 'a folder for docker build')
    .example('$0 image build -a redis.yml --push', 'build and push the image of the entry');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage(args: Arguments): void {
  if (args.answers.length > 1) {
    throw usageError('image takes one answers file', 'call it once for each');
  }
  const stray = args.action === 'context' ? (['push', 'base'] as const) : (['out'] as const);
  for (const name of stray) {
    if (args[name] !== undefined && args[name] !== false) {
      throw usageError(`--${name} is not for image ${args.action}`);
    }
  }
}

function writeContext({ name, tag, context }: Image, args: Arguments, io: Io): void {
  const out = args.out ?? join('build', 'image', name);
  const staging = Staging.open(join(out, '..'));
  staging.add({ target: out.split('/').at(-1) ?? name, files: context, replace: true });
  staging.commit();
  if (args.json)
    io.out(`${JSON.stringify({ tag, folder: out, files: [...context.keys()] }, undefined, 2)}\n`);
  else
    io.out(
      `${out}: the context of ${tag}, ${context.size} files\nnext: docker build -t ${tag} ${out}\n`,
    );
}

async function build(image: Image, args: Arguments, io: Io): Promise<void> {
  const { tag } = image;
  await assertEngine('image context writes the same context, to be built where an engine is');
  await buildImage(image, args.base, io);
  if (args.push) await runDocker(['push', tag], (text) => io.err(text), io.signal);
  if (args.json) io.out(`${JSON.stringify({ tag, pushed: args.push }, undefined, 2)}\n`);
  else io.out(`${tag}: built${args.push ? ' and pushed' : ''}\n`);
}

/** One answers file → the image of its entry, or the context to build it from. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  checkUsage(args);
  const { entries, diagnostics, texts } = await loadEntries({ ...args, signal: io.signal });
  reportDiagnostics(io, diagnostics, texts);
  const [loaded] = entries;
  if (loaded === undefined || hasErrors(diagnostics)) return exitCodeOf(diagnostics);
  const image = imageOf(loaded);
  if (args.action === 'context') writeContext(image, args, io);
  else await build(image, args, io);
  return exitCodeOf(diagnostics);
}
