import { questionsOf } from '../../answers/questions-of.ts';
import { CatalogError, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Staging } from '../../files/staging.ts';
import { assertNewFolder, writeNewFolder } from '../../files/write-new-folder.ts';
import { yielding } from '../../files/yielding.ts';
import { distinct } from '../../generate/template/compile-template.ts';
import { renderChart } from '../../chart/render-chart.ts';
import { chartSourceOf } from './chart-source.ts';
import { chartQuestionsOf, type ChartQuestion } from '../../chart/render-questions.ts';
import { chartValuesOf } from '../../chart/chart-values.ts';
import { formsOf, type Forms, type WantedTarget } from './entry-forms.ts';
import { renderEntry, type RenderedEntry } from '../../generate/render-entry.ts';
import type { Question } from '../../model/answers.ts';
import type { TreeFile } from '../../model/file-tree.ts';
import { programVersion } from '../../model/program-version.ts';
import { checkRendered } from './check-rendered.ts';
import {
  buildTarget,
  type EntryPlan,
  type EntryTarget,
  type PlannedEntry,
} from './entry-target.ts';
import { catalogTarget } from './catalog-target.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from './load-entries.ts';

export type { ChartQuestion } from '../../chart/render-questions.ts';

/** What to generate, and where to. */
export interface GenerateOptions extends EntryOptions {
  readonly signal: AbortSignal;
  /** The folder for entries and their images, unless `catalog` is given. */
  readonly out: string;
  /** A checkout of a catalog to add the entries to. @default undefined, entries go to `out` */
  readonly catalog: string | undefined;
  /** Overwrites generated files that were edited. */
  readonly force: boolean;
  /** What the entries are generated for. @default undefined, what the blueprint has */
  readonly target?: WantedTarget;
  /** Plan only. */
  readonly dryRun: boolean;
  readonly onProgress: (done: number, total: number) => void;
  /** A folder, missing or empty, for the files of entries that are rejected. @default none are written */
  readonly keepOutput?: string | undefined;
}

/** An entry that was written, or would be. */
export interface GeneratedEntry {
  readonly plan: EntryPlan;
  /** What Rancher 1.6 will ask, if it is for it; worked out when called, because few callers of many entries want it. */
  readonly questions?: () => readonly Question[];
  /** What Rancher 2 will ask, if there is a chart. */
  readonly chartQuestions?: () => readonly ChartQuestion[];
}

/** What was generated; nothing was written when a diagnostic is an error. */
export interface GeneratedEntries {
  /** The folder that paths are relative to. */
  readonly root: string;
  readonly entries: readonly GeneratedEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  /** The folder with the files of rejected entries, if there are any and it was wanted. */
  readonly kept?: string;
}

class Generation {
  readonly entries: GeneratedEntry[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** The files of entries with an error, by path. */
  readonly rejected = new Map<string, TreeFile>();
  /** Contents of versions without a fault: entries that differ in their names only are checked once. */
  readonly #clean = new Set<string>();
  readonly #target: EntryTarget;
  readonly #staging: Staging | undefined;

  readonly #wanted: WantedTarget;

  constructor(target: EntryTarget, { dryRun, target: wanted }: GenerateOptions) {
    this.#target = target;
    this.#wanted = wanted;
    // From here on no other run changes what the plans are made from.
    if (dryRun) Staging.assertWhole(target.root);
    else this.#staging = Staging.open(target.root);
  }

  /** Renders, checks and plans one entry, and stages it as long as there is no error. */
  add(loaded: LoadedEntry): void {
    const { entry, blueprint } = loaded;
    const wanted = formsOf(loaded, this.#wanted);
    this.diagnostics.push(...wanted.diagnostics);
    const rendered = renderEntry(blueprint, entry, programVersion);
    const faults = this.#check(rendered, entry.name, loaded);
    this.diagnostics.push(...faults);
    if (hasErrors(faults)) {
      for (const { name, text } of rendered.rendered) {
        if (text !== '') this.rejected.set(`${entry.name}/${name}`, { content: text, mode: 0o644 });
      }
      return;
    }
    const forms = {
      entry: wanted.hasEntry ? rendered : undefined,
      chart: wanted.hasChart ? renderChart(chartSourceOf(blueprint), entry) : undefined,
    };
    this.#stage(loaded, wanted, this.#target.plan(loaded, forms));
  }

  #check(rendered: RenderedEntry, name: string, { blueprint }: LoadedEntry): readonly Diagnostic[] {
    const { content } = rendered;
    if (this.#clean.has(content)) return [];
    const faults = checkRendered(rendered, name, blueprint);
    if (faults.length === 0) this.#clean.add(content);
    return faults;
  }

  #stage(
    { entry, blueprint }: LoadedEntry,
    { hasEntry, hasChart }: Forms,
    { plan, folders }: PlannedEntry,
  ): void {
    const { schema } = blueprint;
    this.entries.push({
      plan,
      ...(hasEntry ? { questions: () => questionsOf(schema, entry.answers) } : {}),
      ...(hasChart
        ? { chartQuestions: () => chartQuestionsOf(chartValuesOf({ schema }, entry)) }
        : {}),
    });
    this.diagnostics.push(...plan.diagnostics);
    if (hasErrors(this.diagnostics)) return;
    for (const folder of folders) this.#staging?.add(folder);
  }

  #stageShared(): void {
    const { folders, files, diagnostics } = this.#target.planShared();
    this.diagnostics.push(...diagnostics);
    if (hasErrors(diagnostics)) return;
    for (const folder of folders) this.#staging?.add(folder);
    for (const [path, file] of files) this.#staging?.addFile(path, file);
  }

  /** Brings in all that was staged, or none of it. */
  end(isWanted: boolean): void {
    const staging = this.#staging;
    if (isWanted && !hasErrors(this.diagnostics)) this.#stageShared();
    if (!isWanted || hasErrors(this.diagnostics)) staging?.discard();
    else staging?.commit(() => this.#target.save());
  }
}

/** What Rancher would refuse of entries that are not made, because of other faults: all stages are checked in one run. */
function faultsOfFiles(drafts: readonly LoadedEntry[]): Diagnostic[] {
  const clean = new Set<string>();
  const found = drafts.flatMap(({ entry, blueprint }) => {
    const rendered = renderEntry(blueprint, entry, programVersion);
    if (clean.has(rendered.content)) return [];
    clean.add(rendered.content);
    return checkRendered(rendered, entry.name, blueprint);
  });
  return distinct(found);
}

async function generateAll(
  generation: Generation,
  entries: readonly LoadedEntry[],
  { signal, onProgress }: GenerateOptions,
): Promise<void> {
  const pause = yielding(signal);
  let isDone = false;
  try {
    for (const [index, loaded] of entries.entries()) {
      await pause();
      onProgress(index, entries.length);
      generation.add(loaded);
    }
    isDone = !signal.aborted;
  } finally {
    generation.end(isDone);
  }
}

/** What `make` returns; what it refuses joins the other faults, so that all are reported together. */
function collect<T>(faults: Diagnostic[], make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    faults.push(...error.diagnostics);
    return undefined;
  }
}

/** Turns answers files into entries, in a folder of their own or as new versions in a catalog. */
export async function generateEntries(options: GenerateOptions): Promise<GeneratedEntries> {
  const { catalog, out, force, keepOutput } = options;
  if (keepOutput !== undefined) assertNewFolder(keepOutput);
  const root = catalog ?? out;
  const loaded = await loadEntries(options);
  const faults = [...loaded.diagnostics];
  if (hasErrors(faults)) faults.push(...faultsOfFiles([...loaded.drafts, ...loaded.entries]));
  const target = collect(faults, () =>
    catalog === undefined ? buildTarget(out, force) : catalogTarget(catalog, force),
  );
  const generation =
    target && !hasErrors(faults)
      ? collect(faults, () => new Generation(target, options))
      : undefined;
  if (!generation) return { root, entries: [], diagnostics: faults, texts: loaded.texts };
  await generateAll(generation, loaded.entries, options);
  const { entries, diagnostics, rejected } = generation;
  const isKept = keepOutput !== undefined && rejected.size > 0;
  if (isKept) writeNewFolder(keepOutput, rejected);
  return {
    root,
    entries,
    diagnostics: [...faults, ...diagnostics],
    texts: loaded.texts,
    ...(isKept ? { kept: keepOutput } : {}),
  };
}
