import { isOwnKey } from '../../answers/answers-file.ts';
import type { Setting } from '../../answers/setting.ts';
import { typedText } from '../../answers/typed-value.ts';
import {
  catalogError,
  CatalogError,
  hasErrors,
  throwOnErrors,
  type Diagnostic,
} from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { readText } from '../../files/read-text.ts';
import { replaceFile } from '../../files/write-file.ts';
import { isMap } from '../../model/json.ts';
import { checkAllowances } from '../../publish/allowance.ts';
import type { Bump } from '../../publish/cause.ts';
import { editScalars, type ScalarEdit } from '../../source/edit-scalars.ts';
import { parseSource } from '../../source/parse-source.ts';
import { formsOf, type WantedTarget } from '../entries/entry-forms.ts';
import { loadEntries, type LoadedEntry } from '../entries/load-entries.ts';
import { releasedChart, releasedTemplate } from './next-of-form.ts';
import { planNextVersion, type NextVersion } from './plan-next-version.ts';
import { readReleased, type CatalogSource } from './read-released.ts';

/** Which answers file is edited, and how. */
export interface NextVersionOptions extends CatalogSource {
  /** The answers file. */
  readonly path: string;
  readonly set: readonly string[];
  readonly blueprint: string | undefined;
  readonly size: Bump | 'auto';
  /** What is compared. @default undefined, what the blueprint has */
  readonly target?: WantedTarget;
  /** Causes that are ignored. */
  readonly allowed: readonly string[];
  readonly dryRun: boolean;
  /** Milliseconds that one call to the server may take. */
  readonly networkTimeoutMs: number;
  readonly signal: AbortSignal;
}

interface Plan {
  readonly name: string;
  /** The version in the file so far. */
  readonly from: string;
  readonly next: NextVersion;
  /** The keys that `set` changes. */
  readonly set: readonly string[];
  /** The file's new text; undefined when it stays as it is. */
  readonly text: string | undefined;
}

/** How a call of `release` ended. */
export interface VersionChange {
  /** Undefined when the answers file was refused. */
  readonly plan: Plan | undefined;
  readonly isWritten: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** The place of an answer: where it already is, else among the fixed ones. */
function editFor(loaded: LoadedEntry, value: unknown, { key, text }: Setting): ScalarEdit {
  if (isOwnKey(key)) return { pointer: [key], value: text };
  const defaults = isMap(value) ? value.defaults : undefined;
  const map = isMap(defaults) && key in defaults ? 'defaults' : 'answers';
  const typed = typedText(loaded.blueprint.schema.declared.get(key), text);
  return { pointer: [map, key], value: typed as ScalarEdit['value'] };
}

function edit(path: string, text: string, edits: readonly ScalarEdit[]): string {
  const edited = editScalars(text, edits);
  if (edited !== undefined) return edited;
  throw catalogError(
    'answers-form',
    'this file cannot be edited in place: its YAML form is unusual',
    `edit it manually: ${edits.map(({ pointer }) => pointer.join('.')).join(', ')}`,
    { file: path },
  );
}

/** The entry with the settings in its file. */
async function loadDraft(
  { path, blueprint }: NextVersionOptions,
  draft: string,
): Promise<LoadedEntry> {
  const drafts = new Map([[path, draft]]);
  const { entries, diagnostics } = await loadEntries({ answers: [path], blueprint, drafts });
  throwOnErrors(diagnostics);
  const [entry] = entries;
  if (!entry) throw new Error('an entry without an error was expected');
  return entry;
}

async function planNext(loaded: LoadedEntry, options: NextVersionOptions): Promise<NextVersion> {
  const { hasEntry, hasChart, diagnostics } = formsOf(loaded, options.target);
  throwOnErrors(diagnostics);
  const { name, folder } = loaded.entry;
  const wanted = { place: hasEntry ? folder : undefined, chart: hasChart ? name : undefined };
  const { template, charts } = await readReleased(options, wanted, options);
  const forms = [releasedTemplate(loaded, template), releasedChart(loaded, charts)];
  const released = forms.flatMap((form) => form ?? []);
  const { allowed, size } = options;
  return planNextVersion({ loaded, forms: released, template, allowed }, size);
}

async function planEdit(
  loaded: LoadedEntry,
  settings: readonly Setting[],
  options: NextVersionOptions,
): Promise<Plan> {
  const { path } = options;
  const { name, version: from } = loaded.entry;
  const { value: text, diagnostics } = readText(path);
  if (text === undefined) throw new CatalogError(diagnostics);
  const { value } = parseSource(text, path);
  const edits = settings.map((setting) => editFor(loaded, value?.value, setting));
  const draft = edits.length > 0 ? edit(path, text, edits) : text;
  const entry = edits.length > 0 ? await loadDraft(options, draft) : loaded;
  const next = await planNext(entry, options);
  const edited =
    next.version === from
      ? draft
      : edit(path, draft, [{ pointer: ['version'], value: next.version }]);
  const set = settings.map(({ key }) => key);
  return { name, from, next, set, text: edited === text ? undefined : edited };
}

/** Sets the next version of an answers file, and the given answers, in place. */
export async function setNextVersion(options: NextVersionOptions): Promise<VersionChange> {
  const { path, allowed, dryRun } = options;
  throwOnErrors(checkAllowances(allowed));
  const loaded = await loadEntries({ ...options, answers: [path] });
  const { settings, texts } = loaded;
  if (settings.some(({ key }) => key === 'version')) {
    throw usageError(
      '--set version=… conflicts with release, which sets the version',
      'edit the file to choose any version',
    );
  }
  const [entry] = loaded.entries;
  if (!entry || hasErrors(loaded.diagnostics)) {
    return { plan: undefined, isWritten: false, diagnostics: loaded.diagnostics, texts };
  }
  const plan = await planEdit(entry, settings, options);
  const diagnostics = [...loaded.diagnostics, ...plan.next.diagnostics];
  const isWritten = !dryRun && plan.text !== undefined && !hasErrors(diagnostics);
  if (isWritten) replaceFile(path, plan.text);
  return { plan, isWritten, diagnostics, texts };
}
