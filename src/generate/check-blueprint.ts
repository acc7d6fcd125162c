import type { AnswersSchema, ReadSchema } from '../answers/answers-schema.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { AnswerSpec } from '../model/answers.ts';
import type { BlueprintFiles } from '../model/blueprint.ts';
import { compileTemplate, type Template } from './template.ts';

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

/** What every version folder holds: Rancher launches nothing without the first, and lists nothing without the second. */
const needed = ['docker-compose.yml', 'rancher-compose.yml'];

type Templates = Pick<BlueprintFiles, 'path' | 'templates' | 'partials'>;

type Specs = ReadonlyMap<string, AnswerSpec>;

async function compileAll({ templates }: Templates, answers: Specs): Promise<Checked<Template[]>> {
  const names = { answers, texts: new Set<string>(entryTexts) };
  const compiled = await Promise.all(templates.map((file) => compileTemplate(file, names)));
  return {
    value: compiled.flatMap(({ value }) => (value ? [value] : [])),
    diagnostics: compiled.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What a doubtful answer could be once its schema is right. */
const possible: readonly ((spec: AnswerSpec) => AnswerSpec)[] = [
  (spec) => spec,
  (spec) => ({ ...spec, ask: 'never' }),
  (spec) => ({ ...spec, ask: 'always' }),
  (spec) => ({ ...spec, ask: 'never', default: [], schema: { type: 'array' } }),
];

/** The faults that templates have whatever the doubtful answers will be, so that one cause is one error. */
async function certainFaults(
  files: Templates,
  { declared, doubtful }: ReadSchema,
): Promise<readonly Diagnostic[]> {
  if (!declared) {
    const { diagnostics } = await compileAll(files, new Map());
    return diagnostics.filter(({ code }) => code === 'template-syntax');
  }
  const found: Set<string>[] = [];
  let last: readonly Diagnostic[] = [];
  for (const change of doubtful.size === 0 ? possible.slice(0, 1) : possible) {
    const specs = [...declared].map(
      ([name, spec]) => [name, doubtful.has(name) ? change(spec) : spec] as const,
    );
    last = (await compileAll(files, new Map(specs))).diagnostics;
    found.push(new Set(last.map((diagnostic) => JSON.stringify(diagnostic))));
  }
  return last.filter((diagnostic) => found.every((all) => all.has(JSON.stringify(diagnostic))));
}

function missingTemplates({ path, templates }: Templates): Diagnostic[] {
  const present = new Set(templates.map(({ output }) => output));
  return needed
    .filter((output) => !present.has(output))
    .map((output): Diagnostic => ({
      code: 'template-missing',
      severity: 'error',
      message: `the blueprint has no ${output}.hbs`,
      at: { file: path },
      hint: `put ${output}.hbs beside blueprint.yml`,
    }));
}

/** Checks the templates of a blueprint against its schema, also when that has faults; all faults at once. */
export async function checkTemplates(
  files: Templates,
  schema: ReadSchema,
): Promise<Checked<Template[]>> {
  const missing = missingTemplates(files);
  if (!schema.value) {
    return { value: undefined, diagnostics: [...missing, ...(await certainFaults(files, schema))] };
  }
  const compiled = await compileAll(files, schema.value.specs);
  const diagnostics = [...missing, ...compiled.diagnostics];
  return { value: diagnostics.length > 0 ? undefined : compiled.value, diagnostics };
}
