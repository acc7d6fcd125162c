import type { AnswersSchema } from '../answers/answers-schema.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles } from '../model/blueprint.ts';
import { compileTemplate, type Template } from './template.ts';
import { checkIcon } from './check-icon.ts';

/** A blueprint that is sure to render for every valid set of answers. */
export interface Blueprint {
  readonly files: BlueprintFiles;
  readonly schema: AnswersSchema;
  readonly templates: readonly Template[];
}

/** Texts of the entry that templates may use beside the answers. */
export const entryTexts = [
  'name',
  'title',
  'description',
  'version',
  'catalog',
  'answer_table',
] as const;

/** What every version folder holds; Rancher lists and launches nothing without the first two. */
const needed = ['docker-compose.yml', 'rancher-compose.yml', 'README.md'];

/** Checks all files of a blueprint; all faults at once. */
export async function checkBlueprint(
  files: BlueprintFiles,
  schema: AnswersSchema,
): Promise<Checked<Blueprint>> {
  const names = { answers: schema.specs, texts: new Set<string>(entryTexts) };
  const compiled = await Promise.all(files.templates.map((file) => compileTemplate(file, names)));
  const present = new Set(files.templates.map(({ output }) => output));
  const missing = needed
    .filter((output) => !present.has(output))
    .map((output): Diagnostic => ({
      code: 'template-missing',
      severity: 'error',
      message: `the blueprint has no ${output}.hbs`,
      at: { file: files.path },
      hint: `put ${output}.hbs beside blueprint.yml`,
    }));
  const diagnostics = [
    ...missing,
    ...compiled.flatMap((template) => template.diagnostics),
    ...checkIcon(files),
  ];
  const templates = compiled.flatMap(({ value }) => (value ? [value] : []));
  return { value: diagnostics.length > 0 ? undefined : { files, schema, templates }, diagnostics };
}
