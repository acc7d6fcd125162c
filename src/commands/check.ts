import type { Argv } from 'yargs';
import { checkEntries } from '../actions/publishing/check-entries.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { Outcome } from './command.ts';
import { formatChecks } from './format-checks.ts';
import { answersOptions, once, targetOption } from './options.ts';

/** The options of `check`. */
export function builder(yargs: Argv) {
  return answersOptions(yargs)
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'checkout of the catalog',
    })
    .demandOption('catalog', 'missing option: --catalog, a checkout of the catalog')
    .option('target', targetOption('what to check'))
    .option('since', {
      type: 'string',
      coerce: once('since'),
      describe: 'check the history after this commit only',
    })
    .option('allow-unreleased', {
      type: 'boolean',
      default: false,
      describe: 'accept versions that are not released yet',
    })
    .example('$0 check --catalog ../catalog', 'check the entry of answers.yml, and its chart')
    .example('$0 check -a a.yml -a b.yml -c ../catalog --json', 'check two entries, print JSON')
    .epilogue(
      'Exits 0 if generate would change nothing, 1 if it would or a release was rewritten.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** Checks whether `generate` would change anything in a catalog. */
export async function run(args: Arguments, io: Io): Promise<Outcome> {
  const { catalog, since } = args;
  const allowUnreleased = args['allow-unreleased'];
  const checked = await withProgress(io, 'checking', (onProgress) =>
    checkEntries({ ...args, since, allowUnreleased, signal: io.signal, onProgress }),
  );
  return {
    diagnostics: checked.diagnostics,
    texts: checked.texts,
    text: () => formatChecks(checked, io.paint.out),
    json: () => ({
      catalog,
      entries: checked.checks.map(({ diagnostics: _own, ...entry }) => entry),
      charts: checked.charts.map(({ diagnostics: _own, ...chart }) => chart),
    }),
  };
}
