import { readAnswersFile, type AnswersFile } from '../../answers/answers-file.ts';
import { readAnswersSchema } from '../../answers/answers-schema.ts';
import { validateAnswers } from '../../answers/validate-answers.ts';
import { hasErrors, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { checkTemplates, type Blueprint } from '../../generate/check-blueprint.ts';
import { checkOutputNames } from '../../generate/check-output-names.ts';
import type { Entry } from '../../generate/entry.ts';
import { readBlueprintMetadata } from '../../generate/read-blueprint-metadata.ts';
import type { ImportedVersion } from '../../import/import-version.ts';
import type { BlueprintFiles, TemplateFile } from '../../model/blueprint.ts';
import { digestOf } from '../../model/digest.ts';
import { bytesOf, fileTree, textAt, textOf, type FileTree } from '../../model/file-tree.ts';
import { parseSource } from '../../source/parse-source.ts';
import { isVersionForm } from '../entries/load-entries.ts';

/** An imported blueprint with its entry, as `generate` would load it from disk. */
export interface ImportedEntry {
  readonly blueprint: Blueprint;
  readonly entry: Entry;
}

const ending = '.hbs';

/** The templates of a blueprint: those at its top, and those in files/. */
function templatesOf(files: FileTree): TemplateFile[] {
  return [...files].flatMap(([path, file]) => {
    const output = path.replace(/^files\//, '').slice(0, -ending.length);
    const isTemplate = path.endsWith(ending) && (path.startsWith('files/') || !path.includes('/'));
    return isTemplate ? [{ path, output, text: textOf(file) }] : [];
  });
}

function copiedOf(files: FileTree): FileTree {
  return fileTree(
    [...files].flatMap(([path, file]) =>
      path.startsWith('files/') && !path.endsWith(ending) ? [[path.slice(6), file] as const] : [],
    ),
  );
}

async function blueprintFiles({ files, texts }: ImportedVersion): Promise<Checked<BlueprintFiles>> {
  const path = 'blueprint.yml';
  const text = textAt(files, path);
  const source = parseSource(text, path);
  const metadata = source.value && (await readBlueprintMetadata(source.value));
  if (!metadata?.value) {
    return { value: undefined, diagnostics: metadata?.diagnostics ?? source.diagnostics };
  }
  const icon = texts.icon === undefined ? undefined : files.get(texts.icon);
  const value: BlueprintFiles = {
    path,
    metadata: metadata.value,
    templates: templatesOf(files),
    partials: [],
    extra: copiedOf(files),
    ...(icon && texts.icon !== undefined
      ? { icon: { extension: texts.icon.replace(/^icon\.?/, ''), content: bytesOf(icon) } }
      : {}),
    image: new Map(),
    digest: digestOf([text]),
    schemaDigest: digestOf([textAt(files, 'answers.schema.json')]),
  };
  return { value, diagnostics: [] };
}

const failed = (diagnostics: readonly Diagnostic[]) => ({ value: undefined, diagnostics });

/** An imported blueprint, and its entry in which everything is asked. */
export async function importedEntry(imported: ImportedVersion): Promise<Checked<ImportedEntry>> {
  const files = await blueprintFiles(imported);
  if (!files.value) return failed(files.diagnostics);
  const path = 'answers.schema.json';
  const text = textAt(imported.files, path);
  const schema = await readAnswersSchema(text, path, files.value.schemaDigest);
  if (!schema.value) return failed(schema.diagnostics);
  const templates = await checkTemplates(files.value, schema);
  const planned = [
    ...files.value.templates.map(({ output }) => output),
    ...files.value.extra.keys(),
  ];
  const faults = [
    ...templates.diagnostics,
    ...checkOutputNames(planned.map((output) => ({ path: `files/${output}`, output }))),
  ];
  if (!templates.value || hasErrors(faults)) return failed(faults);
  const blueprint = { files: files.value, schema: schema.value, ...templates.value };
  const { value: file, diagnostics } = await readAnswers(imported);
  const answers = file && validateAnswers(file, schema.value);
  if (!file || !answers?.value) return failed([...diagnostics, ...(answers?.diagnostics ?? [])]);
  const { name, title, description } = files.value.metadata;
  const entry: Entry = { name, title, description, version: file.version, answers: answers.value };
  return { value: { blueprint, entry }, diagnostics: [] };
}

/** The answers file, if `generate` takes it. */
async function readAnswers({ files }: ImportedVersion): Promise<Checked<AnswersFile>> {
  const path = 'answers.yml';
  const source = parseSource(textAt(files, path), path);
  if (!source.value) return failed(source.diagnostics);
  const { value, diagnostics } = await readAnswersFile(source.value, []);
  const faults = diagnostics.filter((fault) => !isVersionForm(fault, value));
  return hasErrors(faults) ? failed(faults) : { value, diagnostics: [] };
}
