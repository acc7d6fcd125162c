import type { AnswersSchema } from '../answers/answers-schema.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlueprintFiles, TemplateFile } from '../model/blueprint.ts';
import { checkIcon } from './check-icon.ts';
import { compileTemplate, distinct } from './template/compile-template.ts';
import { meaningOfAnswer, textMeaning, type Meaning } from './template/meaning.ts';
import type { Template } from './template/render-template.ts';
import type { Computed } from './template/root-frame.ts';
import { roleOf } from './template/template-role.ts';
import type { Scope } from './template/template-scope.ts';

/** A blueprint that is sure to render for every valid set of answers. */
export interface Blueprint {
  readonly files: BlueprintFiles;
  readonly schema: AnswersSchema;
  readonly templates: readonly Template[];
  /** The computed answers, in the order of the schema. */
  readonly computed: readonly Computed[];
}

/** Texts of the entry that templates may use beside the answers. */
const entryTexts: readonly (readonly [string, Meaning])[] = [
  ['name', textMeaning],
  ['title', textMeaning],
  ['description', textMeaning],
  ['version', textMeaning],
];

const blocks: readonly (readonly [string, Meaning])[] = ['catalog', 'answer_table'].map((name) => [
  name,
  { isAskable: false, type: 'block' },
]);

/** What every version folder holds; Rancher lists and launches nothing without them. */
const needed = ['docker-compose.yml', 'rancher-compose.yml'];

/** Compiles the computed answers; each can use the texts of the entry and the answers above it. */
async function compileComputed(
  schema: AnswersSchema,
  path: string,
): Promise<Checked<{ readonly computed: Computed[]; readonly scope: Scope }>> {
  const names = new Map<string, Meaning>(entryTexts);
  const computed: Computed[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const spec of schema.specs.values()) {
    const { name, computed: text } = spec;
    if (text === undefined) {
      names.set(name, meaningOfAnswer(spec));
      continue;
    }
    const file: TemplateFile = { path, output: name, text };
    const scope: Scope = { names: new Map(names), isLoop: false };
    const program = await compileTemplate(file, { role: 'computed', scope, partials: new Map() });
    diagnostics.push(
      ...program.diagnostics.map((fault) => ({
        ...fault,
        message: `x-value of ${name}: ${fault.message}`,
        at: { file: path },
      })),
    );
    if (program.value) computed.push({ spec, program: program.value, path });
    names.set(name, { isAskable: program.value?.isAskable ?? false, type: 'text', spec });
  }
  for (const [name, meaning] of blocks) names.set(name, meaning);
  return { value: { computed, scope: { names, isLoop: false } }, diagnostics };
}

function missingFiles(files: BlueprintFiles): Diagnostic[] {
  const present = new Set(files.templates.map(({ output }) => output));
  return needed
    .filter((output) => !present.has(output))
    .map((output) => ({
      code: 'template-missing',
      severity: 'error',
      message: `the blueprint has no ${output}.hbs`,
      at: { file: files.path },
      hint: `put ${output}.hbs beside blueprint.yml`,
    }));
}

/** Checks all files of a blueprint; all faults at once. */
export async function checkBlueprint(
  files: BlueprintFiles,
  schema: AnswersSchema,
  schemaPath: string,
): Promise<Checked<Blueprint>> {
  const { value, diagnostics: faults } = await compileComputed(schema, schemaPath);
  const { computed = [], scope = { names: new Map(), isLoop: false } } = value ?? {};
  const partials = new Map(files.partials.map((file) => [file.output, file]));
  const compiled = await Promise.all(
    files.templates.map(async (file) => {
      const role = roleOf(file.output);
      return { file, role, ...(await compileTemplate(file, { role, scope, partials })) };
    }),
  );
  const diagnostics = [
    ...missingFiles(files),
    ...faults,
    ...distinct(compiled.flatMap((template) => template.diagnostics)),
    ...checkIcon(files),
  ];
  const templates = compiled.flatMap(({ file, role, value: program }): Template[] => {
    if (!program) return [];
    const paths = program.files.map((name) => partials.get(name)?.path ?? file.path);
    return [{ output: file.output, role, program, paths }];
  });
  const blueprint: Blueprint = { files, schema, templates, computed };
  return { value: diagnostics.length > 0 ? undefined : blueprint, diagnostics };
}
