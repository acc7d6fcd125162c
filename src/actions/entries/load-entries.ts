import { readAnswersFile, type AnswersFile } from '../../answers/answers-file.ts';
import type { Setting } from '../../answers/setting.ts';
import { maskAnswers } from '../../answers/mask-answers.ts';
import { validateAnswers } from '../../answers/validate-answers.ts';
import {
  hasErrors,
  type Checked,
  type Diagnostic,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { readInput } from '../../files/read-input.ts';
import { readText, shownPath } from '../../files/read-text.ts';
import { blueprintIn } from '../../files/find-blueprint.ts';
import type { Blueprint } from '../../generate/blueprint.ts';
import type { Entry } from '../../generate/entry.ts';
import { parseSource } from '../../source/parse-source.ts';
import { BlueprintLoader } from './load-blueprint.ts';

/** One answers file, read and checked. */
export interface LoadedEntry {
  readonly entry: Entry;
  readonly blueprint: Blueprint;
  /** Where the version stands, for what is said of it. */
  readonly at: Place;
}

/** All answers files of a call. */
export interface LoadedEntries {
  readonly entries: readonly LoadedEntry[];
  readonly diagnostics: readonly Diagnostic[];
  /** Of the files that diagnostics are about. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the options of a command say of its entries. */
export interface EntryOptions {
  readonly answers: readonly string[];
  readonly settings: readonly Setting[];
  /** The folder of a blueprint that all entries are made from, whatever they name. */
  readonly blueprint: string | undefined;
  /** Ends the reading of standard input. */
  readonly signal?: AbortSignal;
  /** Texts that stand for what files hold: what they are about to be. */
  readonly drafts?: ReadonlyMap<string, string>;
}

class EntryLoader {
  readonly diagnostics: Diagnostic[] = [];
  readonly texts = new Map<string, string>();
  readonly blueprints = new BlueprintLoader();
  readonly #options: EntryOptions;

  constructor(options: EntryOptions) {
    this.#options = options;
  }

  /** Keeps what was said; gives the value. */
  #take<T>(checked: Checked<T>): T | undefined {
    this.diagnostics.push(...checked.diagnostics);
    return checked.value;
  }

  async load(path: string): Promise<LoadedEntry | undefined> {
    const name = shownPath(path);
    const text = this.#options.drafts?.get(path) ?? this.#take(await this.#read(path));
    if (text === undefined) return undefined;
    const loaded = await this.#check(text, name, path);
    this.texts.set(name, maskAnswers(text, await this.#specsOf(text, path)));
    return loaded;
  }

  #read(path: string): Promise<Checked<string>> | Checked<string> {
    if (path === '-') return readInput(this.#options.signal ?? new AbortController().signal);
    return readText(path, 'name the answers file with --answers');
  }

  /** The answers that a file may have, for frames from a file that may not even be YAML. */
  async #specsOf(text: string, path: string) {
    const name = /^blueprint:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] ?? '';
    const { blueprint: folder } = this.#options;
    const blueprint = await (folder === undefined
      ? this.blueprints.named(name, undefined, path)
      : this.blueprints.at(blueprintIn(folder)));
    return blueprint.value?.schema.specs;
  }

  async #check(text: string, name: string, path: string): Promise<LoadedEntry | undefined> {
    const source = this.#take(parseSource(text, name));
    if (!source) return undefined;
    const read = await readAnswersFile(source, this.#options.settings);
    const file = this.#take(read);
    const blueprint = file && (await this.#blueprintOf(file, path));
    if (!file || !blueprint) return undefined;
    const answers = this.#take(validateAnswers(file, blueprint.schema));
    if (!answers || hasErrors(read.diagnostics)) return undefined;
    const { metadata } = blueprint.files;
    const entry: Entry = {
      name: file.name ?? metadata.name,
      title: file.title ?? metadata.title,
      description: file.description ?? metadata.description,
      version: file.version,
      answers,
    };
    return { entry, blueprint, at: source.placeOf(['version']) };
  }

  async #blueprintOf(file: AnswersFile, path: string): Promise<Blueprint | undefined> {
    const at = file.source.placeOf(['blueprint']);
    const { blueprint: folder } = this.#options;
    const blueprint = this.#take(
      folder === undefined
        ? await this.blueprints.named(file.blueprint, at, path)
        : await this.blueprints.at(blueprintIn(folder)),
    );
    const name = blueprint?.files.metadata.name;
    if (folder !== undefined && name !== undefined && name !== file.blueprint) {
      this.diagnostics.push({
        code: 'blueprint-mismatch',
        severity: 'error',
        message: `the answers are for the blueprint ${file.blueprint}, and --blueprint gives ${name}`,
        at,
        hint: `write blueprint: ${name}`,
      });
      return undefined;
    }
    return blueprint;
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
        message: `this makes the entry ${loaded.entry.name}, and so does ${earlier.at.file}`,
        at: { file: loaded.at.file, line: 1, column: 1 },
        hint: 'give each a name of its own: name: …',
      });
    } else first.set(loaded.entry.name, loaded);
  }
  return diagnostics;
}

/** Reads and checks all answers files of a call; all faults of all of them at once. */
export async function loadEntries(options: EntryOptions): Promise<LoadedEntries> {
  const loader = new EntryLoader(options);
  const entries: LoadedEntry[] = [];
  for (const path of options.answers) {
    const loaded = await loader.load(path);
    if (loaded) entries.push(loaded);
  }
  return {
    entries,
    diagnostics: [...loader.diagnostics, ...duplicateNames(entries)],
    texts: new Map([...loader.texts, ...loader.blueprints.texts]),
  };
}
