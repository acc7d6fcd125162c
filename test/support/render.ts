import { stringify } from 'yaml';
import { readAnswersFile } from '../../src/answers/answers-file.ts';
import { validateAnswers } from '../../src/answers/validate-answers.ts';
import { checkRendered } from '../../src/actions/entries/check-rendered.ts';
import { BlueprintLoader } from '../../src/actions/entries/blueprint-loader.ts';
import { CatalogError, hasErrors, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Blueprint } from '../../src/generate/check-blueprint.ts';
import { renderEntry } from '../../src/generate/render-entry.ts';
import type { Answers, AnswerValue } from '../../src/model/answers.ts';
import type { VersionFiles } from '../../src/rancher/launch/launch-version.ts';
import { parseSource } from '../../src/source/parse-source.ts';

const loader = new BlueprintLoader();

/** The value. Throws a CatalogError if there is an error. */
function valueOf<T>({ value, diagnostics }: Checked<T>): T {
  if (value === undefined || hasErrors(diagnostics)) throw new CatalogError(diagnostics);
  return value;
}

/** A blueprint by its name or path. */
export async function loadBlueprint(name: string): Promise<Blueprint> {
  return valueOf(await loader.named(name));
}

/**
 * The files of version 1.2.3 of an entry, rendered from the text of an answers file. Throws a CatalogError if the
 * answers are not allowed, and any other error if they are and the entry is not right.
 */
export async function renderAnswers(
  name: string,
  given: Readonly<Record<'answers' | 'defaults', Readonly<Record<string, AnswerValue>>>>,
): Promise<{ files: Map<string, string>; answers: Answers }> {
  const blueprint = await loadBlueprint(name);
  // Not as a block scalar: if it has only spaces, the package drops the first ones.
  const text = stringify({ blueprint: name, version: '1.2.3', ...given }, { blockQuote: false });
  const file = valueOf(await readAnswersFile(valueOf(parseSource(text, 'answers.yml')), []));
  const answers = valueOf(validateAnswers(file, blueprint.schema));
  const { title, description } = blueprint.files.metadata;
  const entry = {
    name,
    folder: `templates/${name}`,
    title,
    description,
    version: '1.2.3',
    answers,
  };
  const rendered = renderEntry(blueprint, entry, '0.0.0');
  const { version } = rendered;
  const faults = checkRendered(rendered, name, blueprint);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const files = new Map([...version].map(([path, { content }]) => [path, String(content)]));
  return { files, answers };
}

/** Rendered files in the form of catalog files. */
export function versionFiles(files: ReadonlyMap<string, string>): VersionFiles {
  return new Map(
    [...files].map(([path, text]) => [
      path,
      { path: `templates/x/0/${path}`, sizeBytes: text.length, text },
    ]),
  );
}
