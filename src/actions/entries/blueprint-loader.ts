import { readAnswersSchema } from '../../answers/answers-schema.ts';
import {
  catalogError,
  type Checked,
  type Diagnostic,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import {
  blueprintIn,
  builtInBlueprint,
  builtInBlueprints,
  isPath,
} from '../../files/built-in-blueprint.ts';
import { readBlueprint } from '../../files/read-blueprint.ts';
import { readText } from '../../files/read-text.ts';
import { checkBlueprint, type Blueprint } from '../../generate/check-blueprint.ts';
import { readBlueprintMetadata } from '../../generate/read-blueprint-metadata.ts';
import { remember } from '../../model/remember.ts';
import type { Limit } from '../../json-schema/compile-schema.ts';
import { runBounded } from '../../process/run-bounded.ts';
import { parseSource } from '../../source/parse-source.ts';

/** The checks of all answers of a file take some milliseconds. */
const longestCheckMs = 2000;

/** Ends the checks of answers that the patterns of a schema make endless. */
const limitFor =
  (file: string): Limit =>
  (check) => {
    const checked = runBounded(check, longestCheckMs);
    if (checked) return checked.value;
    throw catalogError(
      'schema-invalid',
      `checking an answer took more than ${longestCheckMs / 1000} s: a pattern of this schema takes exponential time`,
      'a pattern must not repeat what is repeated already, as in ^(a+)+$',
      { file },
    );
  };

/** Loads each blueprint once, and keeps the texts for the frames of messages. */
export class BlueprintLoader {
  readonly texts = new Map<string, string>();
  readonly #builtIn = remember(builtInBlueprint);
  readonly #loaded = new Map<string, Promise<Checked<Blueprint>>>();

  /**
   * The blueprint of an answers file: a built-in one, or a folder relative to the file at
   * `answersPath`. `at` is its place in the file.
   */
  async named(name: string, at?: Place, answersPath?: string): Promise<Checked<Blueprint>> {
    if (isPath(name)) return this.at(blueprintIn(name, answersPath));
    const path = this.#builtIn(name);
    return path === undefined ? unknownBlueprint(name, at) : this.at(path);
  }

  /** The blueprint whose blueprint.yml is at `path`. Its faults are returned by the first call only. */
  async at(path: string): Promise<Checked<Blueprint>> {
    const known = this.#loaded.get(path);
    if (known) return { value: (await known).value, diagnostics: [] };
    const loading = this.#load(path);
    this.#loaded.set(path, loading);
    return loading;
  }

  async #load(path: string): Promise<Checked<Blueprint>> {
    const text = readText(path, 'a blueprint is a directory with a blueprint.yml');
    if (text.value === undefined) return { value: undefined, diagnostics: text.diagnostics };
    this.texts.set(path, text.value);
    const source = parseSource(text.value, path);
    const metadata = source.value && (await readBlueprintMetadata(source.value));
    if (!metadata?.value) {
      return { value: undefined, diagnostics: metadata?.diagnostics ?? source.diagnostics };
    }
    const read = readBlueprint(path, text.value, metadata.value);
    if (!read.value) return { value: undefined, diagnostics: read.diagnostics };
    const { files, schema: written } = read.value;
    for (const each of [...files.templates, ...files.partials])
      this.texts.set(each.path, each.text);
    this.texts.set(written.path, written.text);
    const schema = await readAnswersSchema(
      written.text,
      written.path,
      files.schemaDigest,
      limitFor(written.path),
    );
    if (!schema.value) return { value: undefined, diagnostics: schema.diagnostics };
    return checkBlueprint(files, schema.value, written.path);
  }
}

function unknownBlueprint(name: string, at: Place | undefined): Checked<Blueprint> {
  const names = builtInBlueprints();
  const meant = nearest(name, names);
  const diagnostic: Diagnostic = {
    code: 'blueprint-unknown',
    severity: 'error',
    message: `unknown blueprint: ${name}; built-in: ${listWords(names)}`,
    ...(at ? { at } : {}),
    hint:
      meant === undefined
        ? 'write the directory of your own blueprint as a path: ./my-blueprint'
        : `did you mean ${meant}?`,
  };
  return { value: undefined, diagnostics: [diagnostic] };
}
