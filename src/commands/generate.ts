import type { Argv } from 'yargs';
import { generateEntries } from '../actions/entries/generate-entries.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { Outcome } from './command.ts';
import { entryJson, formatEntries } from './format-entries.ts';
import { answersOptions, dryRunOption, forceOption, once, targetOption } from './options.ts';

/** The options of `generate`. */
export function builder(yargs: Argv) {
  return answersOptions(yargs)
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'directory for the entry and its image (default: build)',
    })
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'catalog checkout to add the entry to',
    })
    .option('target', targetOption('what to generate for'))
    .option('keep-output', {
      type: 'string',
      coerce: once('keep-output'),
      describe: 'new directory for the files of a rejected entry, to inspect them',
    })
    .option('force', forceOption('overwrite edited files; take over an entry of others'))
    .option('dry-run', dryRunOption('print the plan, write nothing'))
    .example('$0 generate', 'read answers.yml, write build/')
    .example('$0 generate -a redis.yml --set replicas=3', 'pin one more answer')
    .example('$0 generate -a redis.yml --catalog ../catalog', 'add a new version to a catalog')
    .example('$0 generate -a a.yml -a b.yml --dry-run', 'show what two entries would change');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage(args: Arguments): void {
  if (args.out !== undefined && args.catalog !== undefined) {
    throw usageError(
      '--out and --catalog do not go together',
      'choose a build directory or a catalog',
    );
  }
}

/** Answers files → entries, written to a build folder or a catalog. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  checkUsage(args);
  const generated = await withProgress(io, 'generating', (onProgress) =>
    generateEntries({
      ...args,
      out: args.out ?? 'build',
      catalog: args.catalog,
      signal: io.signal,
      onProgress,
    }),
  );
  const { diagnostics, texts, entries, kept } = generated;
  const keptLine = kept === undefined ? '' : `the rejected files are in ${kept}\n`;
  return {
    diagnostics,
    texts,
    text: () => (hasErrors(diagnostics) ? keptLine : formatEntries(io, generated, args)),
    json: () => ({ entries: entries.map(entryJson), ...(kept === undefined ? {} : { kept }) }),
  };
}
