import type { Argv } from 'yargs';
import { checkEntries, type Checks } from '../actions/publishing/check-entries.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import type { Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import type { Outcome } from './command.ts';
import { answersOptions, once } from './options.ts';

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
    .example('$0 check --catalog ../catalog', 'check the entry of answers.yml')
    .example('$0 check -a a.yml -a b.yml -c ../catalog --json', 'check two entries, print JSON')
    .epilogue(
      'Exits 0 if generate would change nothing, 1 if it would or a release was rewritten.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** With more entries, those that are up to date are not listed. */
const mostInStep = 20;

function formatChecks({ checks, diagnostics }: Checks, paint: Paint): string {
  if (checks.length === 0) return '';
  const shown =
    checks.length > mostInStep ? checks.filter(({ state }) => state !== 'in step') : checks;
  const lines = shown.map(({ name, version, state, files }) => {
    const count =
      files.length === 0 ? '' : ` in ${files.length === 1 ? 'one file' : `${files.length} files`}`;
    return `${paint('bold', `${name} ${version}`)}  ${state}${count}`;
  });
  const good = checks.filter(({ state }) => state === 'in step').length;
  const rewritten = diagnostics.filter(({ code }) => /^history-(?!unknown)/.test(code)).length;
  const history = rewritten === 0 ? '' : `, ${rewritten} rewritten after release`;
  return `${[...lines, '', `${good} of ${checks.length} in step${history}`].join('\n')}\n`;
}

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
    }),
  };
}
