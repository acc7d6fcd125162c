import { ofRancher16, type AnswersSchema, type ReadSchema } from '../answers/answers-schema.ts';
import type { Checked, Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { AnswerSpec } from '../model/answers.ts';
import type { BlueprintFiles, TemplateFile } from '../model/blueprint.ts';
import { passedNames } from './template/passed-names.ts';
import { answersDigest, compileTemplate, distinct } from './template/compile-template.ts';
import { meaningOfAnswer, textMeaning, type Meaning } from './template/meaning.ts';
import type { Template } from './template/render-template.ts';
import type { Computed } from './template/root-frame.ts';
import { roleOf } from './template/template-role.ts';
import type { Scope } from './template/template-scope.ts';

/** The templates of a blueprint, and what they can use. */
export interface CheckedTemplates {
  readonly templates: readonly Template[];
  /** The computed answers, in the order of the schema. */
  readonly computed: readonly Computed[];
}

/** A blueprint that is sure to render for every valid set of answers. */
export interface Blueprint extends CheckedTemplates {
  readonly files: BlueprintFiles;
  readonly schema: AnswersSchema;
}

/** Texts of the entry that templates may use beside the answers. */
const entryTexts: readonly (readonly [string, Meaning])[] = [
  ['name', textMeaning],
  ['title', textMeaning],
  ['description', textMeaning],
  ['version', textMeaning],
];

/** Texts with lines of their own, and the file that they are for. */
const blocks: readonly (readonly [string, home: RegExp, shown: string])[] = [
  ['catalog', /^rancher-compose\.yml$/, 'rancher-compose.yml.hbs'],
  ['answer_table', /\.md$/, 'README.md.hbs'],
];

/** What a template of this name can use. */
function scopeOf(output: string, { names }: Scope): Scope {
  const all = new Map(names);
  for (const [name, home, shown] of blocks) {
    const isHome = home.test(output);
    all.set(name, {
      isAskable: false,
      type: 'block',
      ...(isHome ? {} : { onlyIn: [name, shown] }),
    });
  }
  return { names: all, isLoop: false };
}

/** What every version folder holds: Rancher launches nothing without the first, and lists nothing without the second. */
const needed = ['docker-compose.yml', 'rancher-compose.yml'];

type Files = Pick<BlueprintFiles, 'path' | 'templates' | 'partials'> & {
  readonly metadata: Partial<BlueprintFiles['metadata']>;
};

type Specs = ReadonlyMap<string, AnswerSpec>;

type Found<T> = T & { readonly diagnostics: readonly Diagnostic[] };

/** Compiles the computed answers; each can use the texts of the entry and the answers above it. */
async function compileComputed(
  specs: Specs,
  answers: string,
  placeOf: (name: string) => Place,
): Promise<Found<{ readonly computed: Computed[]; readonly scope: Scope }>> {
  const names = new Map<string, Meaning>(entryTexts);
  const computed: Computed[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const spec of specs.values()) {
    const { name, computed: text } = spec;
    if (text === undefined) {
      names.set(name, meaningOfAnswer(spec));
      continue;
    }
    const at = placeOf(name);
    const file: TemplateFile = { path: at.file, output: name, text };
    const scope: Scope = { names: new Map(names), isLoop: false };
    const program = await compileTemplate(file, {
      role: 'computed',
      scope,
      partials: new Map(),
      passed: new Map(),
      answers,
    });
    diagnostics.push(
      ...program.diagnostics.map((fault) => ({
        ...fault,
        message: `x-value of ${name}: ${fault.message}`,
        at,
      })),
    );
    if (program.value) computed.push({ spec, program: program.value, path: at.file });
    const { isAskable = false, secrets = [] } = program.value ?? {};
    names.set(name, { isAskable, type: 'text', spec, ...(secrets.length > 0 ? { secrets } : {}) });
  }
  return { computed, scope: { names, isLoop: false }, diagnostics };
}

async function compileAll(
  files: Files,
  specs: Specs,
  placeOf: (name: string) => Place,
): Promise<Found<CheckedTemplates>> {
  const answers = answersDigest(specs);
  const { computed, scope, diagnostics: faults } = await compileComputed(specs, answers, placeOf);
  const partials = new Map(files.partials.map((file) => [file.output, file]));
  const { imported: isImported = false } = files.metadata;
  const passed = passedNames([...files.templates, ...files.partials]);
  const compiled = await Promise.all(
    files.templates.map(async (file) => {
      const role = roleOf(file.output);
      const own = scopeOf(file.output, scope);
      const compiling = { role, scope: own, partials, passed, answers, isImported };
      return { file, role, ...(await compileTemplate(file, compiling)) };
    }),
  );
  const templates = compiled.flatMap(({ file, role, value: program }): Template[] => {
    if (!program) return [];
    const paths = program.files.map((name) => partials.get(name)?.path ?? file.path);
    return [{ output: file.output, role, program, paths }];
  });
  const ofTemplates = distinct(compiled.flatMap(({ diagnostics }) => diagnostics));
  return { templates, computed, diagnostics: [...faults, ...ofTemplates] };
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
  files: Files,
  { declared, doubtful, placeOf }: ReadSchema,
): Promise<readonly Diagnostic[]> {
  const at = (name: string) => placeOf(['properties', name, 'x-value']);
  if (!declared) {
    const { diagnostics } = await compileAll(files, new Map(), at);
    return diagnostics.filter(({ code }) => code === 'template-syntax');
  }
  const found: Set<string>[] = [];
  let last: readonly Diagnostic[] = [];
  for (const change of doubtful.size === 0 ? possible.slice(0, 1) : possible) {
    const specs = [...ofRancher16(declared)].map(
      ([name, spec]) => [name, doubtful.has(name) ? change(spec) : spec] as const,
    );
    last = (await compileAll(files, new Map(specs), at)).diagnostics;
    found.push(new Set(last.map((diagnostic) => JSON.stringify(diagnostic))));
  }
  return last.filter((diagnostic) => found.every((all) => all.has(JSON.stringify(diagnostic))));
}

function missingTemplates({ path, templates }: Files): Diagnostic[] {
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

/** The templates of a blueprint, as far as they are right. */
interface TemplatesCheck extends Checked<CheckedTemplates> {
  /** Those without a fault if the ones that Rancher launches are among them. */
  readonly usable: CheckedTemplates | undefined;
}

/** Checks the templates of a blueprint against its schema, also when that has faults; all faults at once. */
export async function checkTemplates(files: Files, schema: ReadSchema): Promise<TemplatesCheck> {
  const missing = missingTemplates(files);
  if (!schema.value) {
    const diagnostics = [...missing, ...(await certainFaults(files, schema))];
    return { value: undefined, usable: undefined, diagnostics };
  }
  const { diagnostics: found, ...checked } = await compileAll(files, schema.value.specs, (name) =>
    schema.placeOf(['properties', name, 'x-value']),
  );
  const diagnostics = [...missing, ...found];
  const made = new Set(checked.templates.map(({ output }) => output));
  const isLaunched = needed.every((output) => made.has(output));
  const isComputed = found.every(({ at }) => at?.file !== schema.placeOf([]).file);
  const usable = isLaunched && isComputed ? checked : undefined;
  return { value: diagnostics.length > 0 ? undefined : checked, usable, diagnostics };
}
