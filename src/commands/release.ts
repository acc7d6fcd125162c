import { usageError } from '../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import type { Setting } from '../answers/setting.ts';
import { typedText } from '../answers/typed-value.ts';
import { CatalogError, hasErrors, throwOnErrors } from '../diagnostics/diagnostic.ts';
import { exitCodeOf, interruptedCode } from '../diagnostics/exit-code.ts';
import { readText } from '../files/read-text.ts';
import { replaceFile } from '../files/replace-file.ts';
import { Interrupted } from '../git/run-git.ts';
import { isMap } from '../model/json.ts';
import { checkAllowances } from '../publish/allowance.ts';
import { editScalars, type ScalarEdit } from '../source/edit-scalars.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Io } from '../terminal/io.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { loadEntries, type LoadedEntry } from '../actions/entries/load-entries.ts';
import { planNextVersion, type NextVersion } from '../actions/publishing/plan-next-version.ts';
import { answersOptions, once } from './options.ts';
import { readReleased } from '../actions/publishing/read-released.ts';
import { allowOption, repositoryOptions, timeoutMs } from './repository-options.ts';

const sizes = ['patch', 'minor', 'major', 'auto'] as const;

/** The options of `release`. */
export function builder(yargs: Argv) {
  return allowOption(repositoryOptions(answersOptions(yargs)))
    .positional('size', {
      choices: sizes,
      demandOption: true,
      describe: 'how far the version moves; auto: as little as what has changed allows',
    })
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'a checkout of the catalog to compare with; auto needs it or --repo',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'print the new version, write nothing',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the new version as JSON' })
    .example('$0 release patch', '1.4.0 becomes 1.4.1 in answers.yml')
    .example('$0 release auto --repo URL --set image=redis-sentinel:7.2.1', 'what a bot calls');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage(args: Arguments): string {
  throwOnErrors(checkAllowances(args.allow));
  const [path, ...others] = args.answers;
  if (path === undefined || others.length > 0) {
    throw usageError(`release edits one answers file, and ${args.answers.length} are given`);
  }
  if (path === '-') throw usageError('release edits a file; standard input is none');
  if (args.catalog !== undefined && args.repo !== undefined) {
    throw usageError('--catalog and --repo do not go together', 'give the one that is up to date');
  }
  if (args.size === 'auto' && args.catalog === undefined && args.repo === undefined) {
    throw usageError(
      'release auto needs --catalog or --repo: what is released decides how far the version moves',
    );
  }
  return path;
}

/** Where an answer is to stand: where it stands already, else among the fixed ones. */
function editFor(loaded: LoadedEntry, value: unknown, { key, text }: Setting): ScalarEdit {
  if (key === 'name') return { pointer: ['name'], value: text };
  const defaults = isMap(value) ? value.defaults : undefined;
  const map = isMap(defaults) && key in defaults ? 'defaults' : 'answers';
  const typed = typedText(loaded.blueprint.schema.specs.get(key), text);
  return { pointer: [map, key], value: typed as ScalarEdit['value'] };
}

function edit(path: string, text: string, edits: readonly ScalarEdit[]): string {
  const edited = editScalars(text, edits);
  if (edited !== undefined) return edited;
  throw new CatalogError([
    {
      code: 'answers-form',
      severity: 'error',
      message: 'this file cannot be edited in place, since it is written in an unusual way',
      at: { file: path },
      hint: `set by hand: ${edits.map(({ pointer }) => pointer.join('.')).join(', ')}`,
    },
  ]);
}

interface Plan {
  readonly name: string;
  readonly from: string;
  readonly next: NextVersion;
  /** The file's new text; undefined when it stays as it is. */
  readonly text: string | undefined;
}

/** The entry as it will be with the settings in its file. */
async function loadDraft(args: Arguments, path: string, draft: string): Promise<LoadedEntry> {
  const { answers, blueprint } = args;
  const drafts = new Map([[path, draft]]);
  const { entries, diagnostics } = await loadEntries({ answers, blueprint, drafts });
  throwOnErrors(diagnostics);
  const [entry] = entries;
  if (!entry) throw new Error('an entry without an error was expected');
  return entry;
}

async function plan(
  args: Arguments,
  path: string,
  loaded: LoadedEntry,
  settings: readonly Setting[],
  io: Io,
): Promise<Plan> {
  const limits = { networkTimeoutMs: timeoutMs(args.timeout), signal: io.signal };
  const { name, version: from } = loaded.entry;
  const text = readText(path).value ?? '';
  const { value } = parseSource(text, path);
  const edits = settings.map((setting) => editFor(loaded, value?.value, setting));
  const draft = edits.length > 0 ? edit(path, text, edits) : text;
  const entry = edits.length > 0 ? await loadDraft(args, path, draft) : loaded;
  const committed = await readReleased(args, name, limits);
  const next = planNextVersion(entry, args.size, committed, args.allow);
  const isMoved = next.version !== from;
  const edited = isMoved
    ? edit(path, draft, [{ pointer: ['version'], value: next.version }])
    : draft;
  return { name, from, next, text: edited === text ? undefined : edited };
}

function print(io: Io, args: Arguments, path: string, { name, from, next, text }: Plan): void {
  const { version, reason, causes } = next;
  if (args.json) {
    const isWritten = text !== undefined && !args['dry-run'];
    io.out(
      `${JSON.stringify({ file: path, name, from, version, reason, causes, isWritten }, undefined, 2)}\n`,
    );
    return;
  }
  const move = version === from ? version : `${from} → ${version}`;
  const lines = [
    `${name} ${move}  ${reason}`,
    ...causes.map(({ bump, message }) => `    ${bump}: ${message}`),
    ...(text !== undefined && args['dry-run'] ? ['nothing was written'] : []),
  ];
  io.out(`${lines.join('\n')}\n`);
}

/** Sets the version of an answers file, and answers given, in place. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const path = checkUsage(args);
  const loaded = await loadEntries({ ...args, signal: io.signal });
  const { settings } = loaded;
  if (settings.some(({ key }) => key === 'version')) {
    throw usageError(
      '--set version=… is what release itself does',
      'edit the file to choose freely',
    );
  }
  const faults = [...loaded.diagnostics];
  const [entry] = loaded.entries;
  try {
    if (entry && !hasErrors(faults)) {
      const planned = await plan(args, path, entry, settings, io);
      faults.push(...planned.next.diagnostics);
      const isGood = !hasErrors(faults);
      if (isGood && planned.text !== undefined && !args['dry-run']) replaceFile(path, planned.text);
      if (isGood) print(io, args, path, planned);
    }
  } catch (error) {
    if (error instanceof Interrupted) return interruptedCode;
    throw error;
  }
  reportDiagnostics(io, faults, loaded.texts);
  return exitCodeOf(faults);
}
