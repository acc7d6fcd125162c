import { usageError } from '../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import { CatalogError, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { exitCodeOf, interruptedCode } from '../diagnostics/exit-code.ts';
import { Staging } from '../files/staging.ts';
import { renderEntry } from '../generate/render-version.ts';
import { checkVersion } from '../lint/check-version.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Io } from '../terminal/io.ts';
import { Progress } from '../terminal/progress.ts';
import { reportDiagnostics } from '../terminal/report.ts';
import { loadEntries, type LoadedEntry } from '../actions/entries/load-entries.ts';
import { answersOptions, once } from './options.ts';
import { printEntries } from './format-entries.ts';
import { programVersion } from '../model/program-version.ts';
import {
  buildTarget,
  catalogTarget,
  type EntryPlan,
  type Target,
} from '../actions/entries/target.ts';

/** The options of `generate`. */
export function builder(yargs: Argv) {
  return answersOptions(yargs)
    .option('out', {
      alias: 'o',
      type: 'string',
      coerce: once('out'),
      describe: 'the folder for the entry and its image (default: build)',
    })
    .option('catalog', {
      alias: 'c',
      type: 'string',
      coerce: once('catalog'),
      describe: 'a checkout of a catalog to write the entry into',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'print the plan, write nothing',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print the plan as JSON' })
    .example('$0 generate', 'from answers.yml into build/')
    .example('$0 generate -a redis.yml --set replicas=3', 'with one answer given here')
    .example('$0 generate -a redis.yml --catalog ../catalog', 'as a new version in a catalog')
    .example('$0 generate -a a.yml -a b.yml --dry-run', 'what two entries would change');
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function checkUsage(args: Arguments): void {
  if (args.out !== undefined && args.catalog !== undefined) {
    throw usageError(
      '--out and --catalog do not go together',
      'a build folder or a catalog: choose one',
    );
  }
}

class Generation {
  readonly plans: EntryPlan[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Rendered files that diagnostics are about. */
  readonly texts = new Map<string, string>();
  readonly #target: Target;
  readonly #staging: Staging | undefined;

  constructor(target: Target, dryRun: boolean) {
    this.#target = target;
    // From here on no other run changes what the plans are made from.
    if (dryRun) Staging.assertWhole(target.root);
    else this.#staging = Staging.open(target.root);
  }

  /** Renders, checks and plans one entry, and stages it as long as there is no error. */
  add(loaded: LoadedEntry): void {
    const { entry, blueprint } = loaded;
    const rendered = renderEntry(blueprint, entry, programVersion);
    const faults = checkVersion(rendered.version, entry.name);
    this.diagnostics.push(...faults);
    if (hasErrors(faults)) {
      this.#keepTexts(loaded, rendered.version);
      return;
    }
    const planned = this.#target.plan(loaded, rendered);
    this.plans.push(planned.plan);
    this.diagnostics.push(...planned.plan.diagnostics);
    if (hasErrors(this.diagnostics)) return;
    for (const folder of planned.folders) this.#staging?.add(folder);
  }

  /** Keeps rendered texts for the frames of messages, unless a frame could show a secret. */
  #keepTexts({ entry, blueprint }: LoadedEntry, version: FileTree): void {
    const { fixed, asked } = entry.answers;
    const hasSecret = [...blueprint.schema.specs.values()].some(
      ({ secret, name }) => secret && (fixed.get(name) ?? asked.get(name) ?? '') !== '',
    );
    if (hasSecret) return;
    for (const [path, { content }] of version) {
      if (typeof content === 'string') this.texts.set(`${entry.name}/${path}`, content);
    }
  }

  /** Makes all that was staged count, or none of it. */
  end(isWanted: boolean): void {
    if (isWanted && !hasErrors(this.diagnostics)) this.#staging?.commit();
    else this.#staging?.discard();
  }
}

/** Ctrl-C is only heard between tasks, so the loop steps aside now and then. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

async function generateAll(
  generation: Generation,
  entries: readonly LoadedEntry[],
  io: Io,
): Promise<boolean> {
  const progress = new Progress(io, 'generating', entries.length);
  let isDone = false;
  try {
    for (const [index, loaded] of entries.entries()) {
      if (index % 16 === 0) await breathe();
      if (io.signal.aborted) return false;
      progress.show(index);
      generation.add(loaded);
    }
    await breathe();
    isDone = !io.signal.aborted;
  } finally {
    progress.end();
    generation.end(isDone);
  }
  return isDone;
}

/** answers files → entries, written to a build folder or a catalog. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  checkUsage(args);
  const loaded = await loadEntries({ ...args, signal: io.signal });
  const faults = [...loaded.diagnostics];
  const texts = new Map(loaded.texts);
  const plans: EntryPlan[] = [];
  const target = take(faults, () =>
    args.catalog === undefined ? buildTarget(args.out ?? 'build') : catalogTarget(args.catalog),
  );
  const generation =
    target && !hasErrors(faults)
      ? take(faults, () => new Generation(target, args.dryRun))
      : undefined;
  if (generation) {
    const isDone = await generateAll(generation, loaded.entries, io);
    if (!isDone) return interruptedCode;
    faults.push(...generation.diagnostics);
    plans.push(...generation.plans);
    for (const [path, text] of generation.texts) texts.set(path, text);
  }
  if (args.json)
    io.out(`${JSON.stringify({ entries: plans.map(plain), diagnostics: faults }, undefined, 2)}\n`);
  else {
    reportDiagnostics(io, faults, texts);
    if (target && !hasErrors(faults)) printEntries(io, target.root, plans, loaded.entries, args);
  }
  return exitCodeOf(faults);
}

/** What `make` returns; what it refuses goes to the other faults, so that all are told at once. */
function take<T>(faults: Diagnostic[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    faults.push(...error.diagnostics);
    return undefined;
  }
}

const plain = ({ diagnostics: _diagnostics, ...plan }: EntryPlan) => plan;
