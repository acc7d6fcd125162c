import { join } from 'node:path';
import { hasErrors, type Diagnostic, type Place } from '../../diagnostics/diagnostic.ts';
import { assertNewFolder, writeNewFolder } from '../../files/write-new-folder.ts';
import {
  answersFileLine,
  answersFileSchema,
  answersFileSchemaName,
} from '../../generate/own-answers-file.ts';
import type { ImportSource } from '../../import/import-source.ts';
import {
  importVersion,
  type ImportedVersion,
  type ImportFault,
} from '../../import/import-version.ts';
import { sourceText } from '../../import/source-text.ts';
import { fileTree, textAt, type FileTree } from '../../model/file-tree.ts';
import type { LostPart } from '../../import/lost-parts.ts';
import { placeAt } from '../../source/place-at.ts';
import { readImportSource } from './read-import-source.ts';
import { verifyImport, type Verification } from './verify-import.ts';

/** What is imported, and where to. */
export interface ImportOptions {
  /** The folder of a template or a version. */
  readonly path: string;
  /** The folder; it is missing or empty. @default the name of the template, below the working directory */
  readonly out: string | undefined;
  readonly signal: AbortSignal;
}

/** A blueprint that was imported; not written if a diagnostic is an error. */
export interface ImportedBlueprint {
  readonly folder: string;
  /** The folder of the version that was imported, in its catalog. */
  readonly version: string;
  /** Paths of its files in the folder. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Random answers with which the result is checked, beside the default ones. */
const answerSets = 20;

/** The places of messages, and the texts that they are in. */
class Places {
  readonly texts = new Map<string, string>();
  readonly #source: ImportSource;

  constructor(source: ImportSource) {
    this.#source = source;
  }

  #shown(path: string): string {
    return this.#source.shown === '' ? path : `${this.#source.shown}/${path}`;
  }

  get version(): Place {
    return { file: this.#shown(this.#source.version.folder) };
  }

  of({ file, offset }: Pick<LostPart, 'file' | 'offset'>): Place {
    if (!file) return this.version;
    const path = this.#shown(file.path);
    if (file.text === undefined || offset === undefined) return { file: path };
    const text = sourceText(file.text);
    this.texts.set(path, text);
    return placeAt(path, text, offset);
  }
}

const unsupported = (faults: readonly ImportFault[], places: Places) =>
  faults.map((fault): Diagnostic => ({
    code: 'import-unsupported',
    severity: 'error',
    message: fault.message,
    at: places.of(fault),
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  }));

const leftOut = (lost: readonly LostPart[], places: Places) =>
  lost.map((part): Diagnostic => ({
    code: 'import-lost',
    severity: part.isUnused ? 'info' : 'warning',
    message: part.message,
    at: places.of(part),
    ...(part.hint === undefined ? {} : { hint: part.hint }),
  }));

function listed({ faults, lost }: ImportedVersion, places: Places): Diagnostic[] {
  const errors = unsupported(faults, places).map((fault) => ({
    ...fault,
    message: `this cannot be carried over into a blueprint: ${fault.message}`,
  }));
  return [...errors, ...leftOut(lost, places)];
}

function verified(found: Verification, places: Places): Diagnostic[] {
  const { faults, differences, refusal, lost } = found;
  const at = places.version;
  const refused: Diagnostic[] =
    refusal === undefined
      ? []
      : [
          {
            code: 'import-lost',
            severity: 'warning',
            message: `Rancher refuses to launch this version: ${refusal}`,
            at,
            hint: 'the blueprint is compared with what Rancher before 1.5 launched, without Go templates',
          },
        ];
  const different = differences.map((each): Diagnostic => ({
    code: 'import-different',
    severity: 'error',
    message: `Rancher would not get the same from the blueprint: ${each}`,
    at,
  }));
  return [...refused, ...unsupported(faults, places), ...different, ...leftOut(lost, places)];
}

/** The files that are written: also those that are the same for every blueprint. */
function withEditorFiles(files: FileTree): FileTree {
  const answers = `${answersFileLine}${textAt(files, 'answers.yml')}`;
  return fileTree([
    ...files,
    ['answers.yml', { content: answers, mode: 0o644 }],
    [answersFileSchemaName, { content: answersFileSchema('answers.schema.json'), mode: 0o644 }],
  ]);
}

/** Writes an existing entry of a catalog as a blueprint, if Rancher gets the same from it. */
export async function importBlueprint(options: ImportOptions): Promise<ImportedBlueprint> {
  const source = await readImportSource(options.path, options.signal);
  const imported = importVersion(source);
  const folder = options.out ?? join('.', imported.texts.name);
  assertNewFolder(folder);
  const places = new Places(source);
  const found = listed(imported, places);
  const files = withEditorFiles(imported.files);
  const checks = { answerSets, signal: options.signal };
  const diagnostics = hasErrors(found)
    ? found
    : [...found, ...verified(await verifyImport(files, source, checks), places)];
  if (!hasErrors(diagnostics)) writeNewFolder(folder, files);
  return {
    folder,
    version: places.version.file,
    files: hasErrors(diagnostics) ? [] : [...files.keys()],
    diagnostics,
    texts: places.texts,
  };
}
