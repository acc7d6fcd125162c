import { basename, dirname, join } from 'node:path';
import {
  readAnswersSchema,
  type AnswersSchema,
  type ReadSchema,
} from '../../answers/answers-schema.ts';
import {
  catalogError,
  hasErrors,
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
import { blueprintDigest, readBlueprint, type ReadBlueprint } from '../../files/read-blueprint.ts';
import { readOwnText } from '../../files/read-own-text.ts';
import { checkChart } from '../../chart/check-chart.ts';
import { checkTemplates, type Blueprint } from '../../generate/check-blueprint.ts';
import { checkOutputNames, type PlannedFile } from '../../generate/check-output-names.ts';
import { unusedPartials } from '../../generate/unused-partials.ts';
import { checkSurvival } from '../../generate/check-survival.ts';
import { checkIcon } from '../../generate/check-icon.ts';
import {
  readBlueprintMetadata,
  type ReadMetadata,
} from '../../generate/read-blueprint-metadata.ts';
import type { BlueprintFiles } from '../../model/blueprint.ts';
import { digestOf } from '../../model/digest.ts';
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

/** A blueprint, or what is right of it. */
export interface LoadedBlueprint extends Checked<Blueprint> {
  /** Answers can be checked with it, also when templates have faults. */
  readonly schema: AnswersSchema | undefined;
  /** If it has faults: what can be rendered nevertheless, to find faults of the result too. */
  readonly draft?: Blueprint | undefined;
}

/** In place of texts with a fault. */
const placeholders = { name: 'entry', title: 'Entry', description: '', schema: '' };

const nothing = { value: undefined, schema: undefined };

const unreadSchema: ReadSchema = {
  value: undefined,
  declared: undefined,
  doubtful: new Set(),
  placeOf: () => ({ file: '' }),
  diagnostics: [],
};

/** Loads each blueprint once, and keeps the texts for the frames of messages. */
export class BlueprintLoader {
  readonly texts = new Map<string, string>();
  readonly #builtIn = remember(builtInBlueprint);
  readonly #loaded = new Map<string, Promise<LoadedBlueprint>>();

  /**
   * The blueprint of an answers file: a built-in one, or a folder relative to the file at
   * `answersPath`. `at` is its place in the file.
   */
  async named(name: string, at?: Place, answersPath?: string): Promise<LoadedBlueprint> {
    if (isPath(name)) return this.at(blueprintIn(name, answersPath));
    const path = this.#builtIn(name);
    return path === undefined ? unknownBlueprint(name, at) : this.at(path);
  }

  /** The blueprint whose blueprint.yml is at `path`. Its faults are returned by the first call only. */
  async at(path: string): Promise<LoadedBlueprint> {
    const known = this.#loaded.get(path);
    if (known) return { ...(await known), diagnostics: [] };
    const loading = this.#load(path);
    this.#loaded.set(path, loading);
    return loading;
  }

  async #load(path: string): Promise<LoadedBlueprint> {
    const hint = 'a blueprint is a directory with a blueprint.yml';
    const text = readOwnText(dirname(path), basename(path), { hint });
    if (text.value === undefined) return { ...nothing, diagnostics: text.diagnostics };
    this.texts.set(path, text.value);
    const metadata = await this.#metadata(text.value, path);
    const read = readBlueprint(path, metadata.usable);
    for (const { path: file, text: template } of [...read.templates, ...read.partials]) {
      this.texts.set(file, template);
    }
    const schema = await this.#schema(read.schema);
    const { icon, image } = read;
    const templates = await checkTemplates({ path, ...read, metadata: metadata.usable }, schema);
    const { imported = false } = metadata.usable;
    const ofIcon = icon && !imported ? checkIcon(icon, metadata.usable.icon ?? '', path) : [];
    const isComplete = isRead(read);
    const ofChart = schema.value
      ? checkChart({
          folder: join(dirname(path), 'chart'),
          chart: read.chart,
          schema: schema.value,
          placeOf: schema.placeOf,
        })
      : [];
    const ofSurvival = schema.value
      ? checkSurvival(metadata.usable.survival ?? [], schema.value, metadata.placeOf)
      : [];
    const misnamed = checkOutputNames(plannedFiles(path, read));
    const diagnostics = [
      ...[metadata, read, schema, templates].flatMap((part) => part.diagnostics),
      ...ofIcon,
      ...ofChart,
      ...ofSurvival,
      ...misnamed,
      ...(isComplete ? unusedPartials(read.templates, read.partials) : []),
    ];
    const hasIcon = icon !== undefined || imported;
    const isWhole = metadata.value && hasIcon && image && templates.value;
    const { value: own } = schema;
    const isRenderable = isComplete && misnamed.length === 0;
    if (!own || !templates.usable || !isRenderable)
      return { value: undefined, schema: own, diagnostics };
    const files: BlueprintFiles = {
      path,
      metadata: { ...placeholders, ...metadata.usable },
      templates: read.templates,
      partials: read.partials,
      extra: read.extra,
      chart: read.chart,
      ...(icon ? { icon } : {}),
      image: image ?? new Map(),
      digest: blueprintDigest(text.value, read),
      schemaDigest: digestOf([read.schema?.text ?? '']),
    };
    const blueprint = { files, schema: own, ...templates.usable };
    return isWhole && !hasErrors(diagnostics)
      ? { value: blueprint, schema: own, diagnostics }
      : { value: undefined, draft: blueprint, schema: own, diagnostics };
  }

  async #metadata(text: string, path: string): Promise<ReadMetadata> {
    const { value: source, diagnostics } = parseSource(text, path);
    if (source) return readBlueprintMetadata(source);
    return { value: undefined, usable: {}, placeOf: () => ({ file: path }), diagnostics };
  }

  async #schema(read: ReadBlueprint['schema']): Promise<ReadSchema> {
    if (!read) return unreadSchema;
    const { path, text } = read;
    this.texts.set(path, text);
    return readAnswersSchema(text, path, digestOf([text]), limitFor(path));
  }
}

/** Whether all templates could be read: one that could not be can include any partial. */
function isRead({ templates, diagnostics }: ReadBlueprint): boolean {
  const paths = new Set(templates.map(({ path }) => path));
  return diagnostics.every(
    ({ severity, at }) => severity !== 'error' || !paths.has(at?.file ?? ''),
  );
}

function plannedFiles(path: string, { templates, extra }: ReadBlueprint): PlannedFile[] {
  const files = join(dirname(path), 'files');
  const copied = [...extra.keys()].map((output) => ({ path: join(files, output), output }));
  return [...templates, ...copied];
}

function unknownBlueprint(name: string, at: Place | undefined): LoadedBlueprint {
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
  return { ...nothing, diagnostics: [diagnostic] };
}
