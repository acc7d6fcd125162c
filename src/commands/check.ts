import type { Argv } from 'yargs';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { exitCodeOf, interruptedCode } from '../diagnostics/exit-code.ts';
import { noPaint } from '../diagnostics/format-diagnostic.ts';
import { assertCatalog } from '../files/read-template.ts';
import { Interrupted } from '../git/run-git.ts';
import type { Io } from '../terminal/io.ts';
import { Progress } from '../terminal/progress.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { checkEntry, type EntryCheck } from '../actions/publishing/check-entry.ts';
import { checkHistory } from '../actions/publishing/check-history.ts';
import { loadEntries, type LoadedEntry } from '../actions/entries/load-entries.ts';
import { answersOptions, once } from './options.ts';

/** The options of `check`. */
export function builder(yargs: Argv) {
  return answersOptions(yargs)
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'a checkout of the catalog',
    })
    .demandOption('catalog', 'check needs --catalog: a checkout of the catalog')
    .option('since', {
      type: 'string',
      coerce: once('since'),
      describe: 'look at the history after this commit only',
    })
    .option('allow-unreleased', {
      type: 'boolean',
      default: false,
      describe: 'a version that publish would add is no finding',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the findings as JSON' })
    .example('$0 check --catalog ../catalog', 'is the entry of answers.yml as released?')
    .example('$0 check -a a.yml -a b.yml -c ../catalog --json', 'two entries, for a program')
    .epilogue(
      'Exit code 0: generate would change nothing. 1: it would, or a release was rewritten.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

const breathe = () => new Promise((resolve) => setImmediate(resolve));

async function checkAll(entries: readonly LoadedEntry[], catalog: string, io: Io) {
  const progress = new Progress(io, 'checking', entries.length);
  const checks: EntryCheck[] = [];
  try {
    for (const [index, loaded] of entries.entries()) {
      if (index % 16 === 0) await breathe();
      if (io.signal.aborted) throw new Interrupted();
      progress.show(index);
      checks.push(checkEntry(loaded, catalog));
    }
  } finally {
    progress.end();
  }
  return checks;
}

function printChecks(
  io: Io,
  checks: readonly EntryCheck[],
  diagnostics: readonly Diagnostic[],
): void {
  const paint = io.paint.out ?? noPaint;
  const shown = checks.length > 20 ? checks.filter(({ state }) => state !== 'in step') : checks;
  const lines = shown.map(({ name, version, state, files }) => {
    const count =
      files.length === 0 ? '' : ` in ${files.length === 1 ? 'one file' : `${files.length} files`}`;
    return `${paint('bold', `${name} ${version}`)}  ${state}${count}`;
  });
  const good = checks.filter(({ state }) => state === 'in step').length;
  const rewritten = diagnostics.filter(({ code }) => /^history-(?!unknown)/.test(code)).length;
  const history = rewritten === 0 ? '' : `, ${rewritten} rewritten after release`;
  io.out(`${[...lines, '', `${good} of ${checks.length} in step${history}`].join('\n')}\n`);
}

async function check(args: Arguments, entries: readonly LoadedEntry[], io: Io) {
  assertCatalog(args.catalog);
  const checks = await checkAll(entries, args.catalog, io);
  const limits = { networkTimeoutMs: 60_000, signal: io.signal };
  const names = entries.map(({ entry }) => entry.name);
  const history = await checkHistory(args.catalog, names, args.since, limits);
  const found = checks.flatMap(({ diagnostics }) => diagnostics);
  const isReview = args['allow-unreleased'];
  const counted = found.map((each): Diagnostic =>
    isReview && each.code === 'version-missing' ? { ...each, severity: 'info' } : each,
  );
  return { checks, diagnostics: [...counted, ...history] };
}

/** Whether `generate` would change anything in a catalog. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const loaded = await loadEntries({ ...args, signal: io.signal });
  const faults = [...loaded.diagnostics];
  let checks: EntryCheck[] = [];
  if (!hasErrors(faults)) {
    try {
      const result = await check(args, loaded.entries, io);
      ({ checks } = result);
      faults.push(...result.diagnostics);
    } catch (error) {
      if (error instanceof Interrupted) return interruptedCode;
      throw error;
    }
  }
  if (args.json) {
    const entries = checks.map(({ diagnostics: _own, ...entry }) => entry);
    io.out(
      `${JSON.stringify({ catalog: args.catalog, entries, diagnostics: faults }, undefined, 2)}\n`,
    );
  } else {
    reportDiagnostics(io, faults, loaded.texts);
    if (checks.length > 0) printChecks(io, checks, faults);
  }
  return exitCodeOf(faults);
}
