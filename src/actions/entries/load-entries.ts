import { readAnswersFile, type AnswersFile } from '../../answers/answers-file.ts';
import { parseSettings, type Setting } from '../../answers/setting.ts';
import { maskAnswers } from '../../answers/mask-answers.ts';
import { validateAnswers } from '../../answers/validate-answers.ts';
import {
  hasErrors,
  throwOnErrors,
  type Checked,
  type Diagnostic,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { isInput, readTextOrInput } from '../../files/read-text-or-input.ts';
import { shownPath } from '../../files/read-text.ts';
import { yielding } from '../../files/yielding.ts';
import { blueprintIn } from '../../files/built-in-blueprint.ts';
import type { Answers } from '../../model/answers.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';
import { entryFolder, type Entry } from '../../generate/entry.ts';
import { filesWith } from '../../generate/secret-files.ts';
import { parseSource } from '../../source/parse-source.ts';
import { BlueprintLoader, type LoadedBlueprint } from './blueprint-loader.ts';

/** One answers file, read and checked. */
export interface LoadedEntry {
  readonly entry: Entry;
  readonly blueprint: Blueprint;
  /** The place of the version, for messages. */
  readonly at: Place;
  /** Markdown for CHANGELOG.md. */
  readonly note: string | undefined;
}

/** All answers files of a call. */
export interface LoadedEntries {
  readonly entries: readonly LoadedEntry[];
  /** Entries with a fault that does not matter to how Rancher reads their files, which can be checked too. */
  readonly drafts: readonly LoadedEntry[];
  /** What `set` gave; the last of one key. */
  readonly settings: readonly Setting[];
  readonly diagnostics: readonly Diagnostic[];
  /** Of the files that diagnostics are about. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Which entries a command is about; the options of the commands that read answers files fit. */
export interface EntryOptions {
  /** Paths of answers files; `-` is standard input. */
  readonly answers: readonly string[];
  /** Texts of the form KEY=VALUE; they take precedence over a single file's own answers. @default none */
  readonly set?: readonly string[];
  /** The folder of a blueprint that all entries are made from. @default the one each file names */
  readonly blueprint?: string | undefined;
  /** Aborts the reading, also of standard input. @default never */
  readonly signal?: AbortSignal;
  /** Texts to take in place of what files hold, by path: a file as it is about to be. @default none */
  readonly drafts?: ReadonlyMap<string, string>;
}

/** Throws when the answers files of a call, and what `set` means among them, are not clear. */
function assertClear({ answers, set = [] }: EntryOptions): void {
  if (answers.filter(isInput).length > 1) {
    throw usageError('--answers - is given twice', 'standard input can be read only once');
  }
  if (answers.includes(''))
    throw usageError('--answers is empty', 'pass the path of an answers file');
  if (set.length > 0 && answers.length > 1) {
    throw usageError(
      `--set is ambiguous with ${answers.length} answers files`,
      'run the command once for each file',
    );
  }
}

type Texts = Pick<AnswersFile, 'name' | 'title' | 'description' | 'version'>;

/** In place of those of an answers file with a fault. */
const placeholders: Texts = { version: '1.0.0' };

function entryOf(texts: Texts, { files: { metadata } }: Blueprint, answers: Answers): Entry {
  const name = texts.name ?? metadata.name;
  return {
    name,
    folder: entryFolder(metadata, name),
    title: texts.title ?? metadata.title,
    description: texts.description ?? metadata.description,
    version: texts.version,
    answers,
  };
}

const missingHint = 'pass the answers file with --answers';

class EntryLoader {
  readonly diagnostics: Diagnostic[] = [];
  readonly texts = new Map<string, string>();
  readonly blueprints = new BlueprintLoader();
  readonly drafts: LoadedEntry[] = [];
  readonly #options: EntryOptions;
  readonly #settings: readonly Setting[];

  constructor(options: EntryOptions, settings: readonly Setting[]) {
    this.#options = options;
    this.#settings = settings;
  }

  /** Collects the diagnostics; returns the value. */
  #take<T>(checked: Checked<T>): T | undefined {
    this.diagnostics.push(...checked.diagnostics);
    return checked.value;
  }

  async load(path: string): Promise<LoadedEntry | undefined> {
    const name = shownPath(path);
    const { drafts, signal } = this.#options;
    const text = drafts?.get(path) ?? this.#take(await readTextOrInput(path, signal, missingHint));
    if (text === undefined) return undefined;
    const loaded = await this.#check(text, name, path);
    this.texts.set(name, maskAnswers(text, await this.#specsOf(text, path)));
    return loaded;
  }

  /** The answers that a file can have, for frames from a file that is possibly not even YAML. */
  async #specsOf(text: string, path: string) {
    const name = /^blueprint:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] ?? '';
    const { blueprint: folder } = this.#options;
    const blueprint = await (folder === undefined
      ? this.blueprints.named(name, undefined, path)
      : this.blueprints.at(blueprintIn(folder)));
    return blueprint.schema?.declared;
  }

  async #check(text: string, name: string, path: string): Promise<LoadedEntry | undefined> {
    const source = this.#take(parseSource(text, name));
    if (!source) return undefined;
    const { value: file, diagnostics } = await readAnswersFile(source, this.#settings);
    const before = this.diagnostics.length;
    const loaded = file && (await this.#blueprintOf(file, path));
    const anyVersion = loaded?.value?.files.metadata.imported === true;
    const faults = anyVersion
      ? (await readAnswersFile(source, this.#settings, { anyVersion })).diagnostics
      : diagnostics;
    this.diagnostics.splice(before, 0, ...faults);
    if (!file) return undefined;
    const filesOf = loaded?.value && filesWith(loaded.value);
    const answers = loaded?.schema && this.#take(validateAnswers(file, loaded.schema, filesOf));
    const blueprint = loaded?.value ?? loaded?.draft;
    if (!blueprint || !answers) return undefined;
    const texts = hasErrors(faults) ? placeholders : file;
    const entry = entryOf(texts, blueprint, answers);
    const made = { entry, blueprint, at: source.placeOf(['version']), note: file.changelog };
    if (loaded.value && texts === file) return made;
    this.drafts.push(made);
    return undefined;
  }

  async #blueprintOf(file: AnswersFile, path: string): Promise<LoadedBlueprint | undefined> {
    const at = file.source.placeOf(['blueprint']);
    const { blueprint: folder } = this.#options;
    const loaded = await (folder === undefined
      ? this.blueprints.named(file.blueprint, at, path)
      : this.blueprints.at(blueprintIn(folder)));
    const name = this.#take(loaded)?.files.metadata.name;
    if (folder !== undefined && name !== undefined && name !== file.blueprint) {
      this.diagnostics.push({
        code: 'blueprint-mismatch',
        severity: 'error',
        message: `the answers are for the blueprint ${file.blueprint}, but --blueprint is ${name}`,
        at,
        hint: `write blueprint: ${name}`,
      });
      return undefined;
    }
    return loaded;
  }
}

function duplicateNames(entries: readonly LoadedEntry[]): Diagnostic[] {
  const first = new Map<string, LoadedEntry>();
  const diagnostics: Diagnostic[] = [];
  for (const loaded of entries) {
    const earlier = first.get(loaded.entry.name);
    if (earlier) {
      diagnostics.push({
        code: 'entry-duplicate',
        severity: 'error',
        message: `duplicate entry ${loaded.entry.name}: ${earlier.at.file} has it too`,
        at: { file: loaded.at.file, line: 1, column: 1 },
        hint: 'set a different name: in each file',
      });
    } else first.set(loaded.entry.name, loaded);
  }
  return diagnostics;
}

/**
 * Reads and checks all answers files of a call; all faults of all of them at once. Throws when the
 * call itself is wrong, and when it is interrupted.
 */
export async function loadEntries(options: EntryOptions): Promise<LoadedEntries> {
  assertClear(options);
  const parsed = parseSettings(options.set ?? []);
  throwOnErrors(parsed.diagnostics);
  const settings = parsed.value ?? [];
  const loader = new EntryLoader(options, settings);
  const entries: LoadedEntry[] = [];
  const pause = yielding(options.signal);
  for (const path of options.answers) {
    await pause();
    const loaded = await loader.load(path);
    options.signal?.throwIfAborted();
    if (loaded) entries.push(loaded);
  }
  return {
    entries,
    drafts: loader.drafts,
    settings,
    diagnostics: [...loader.diagnostics, ...duplicateNames(entries)],
    texts: new Map([...loader.texts, ...loader.blueprints.texts]),
  };
}
