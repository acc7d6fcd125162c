import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import {
  compileSchema,
  isPrecompiled,
  type Limit,
  type Validate,
} from '../json-schema/compile-schema.ts';
import type {
  AnswerRule,
  AnswerScalar,
  AnswerSpec,
  AnswerValue,
  QuestionType,
} from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { parsePointer } from '../model/pointer.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source } from '../source/source.ts';
import { choicesOf } from './describe-schema.ts';
import { checkRules, readRules } from './check-rules.ts';
import { faultToDiagnostic } from './fault-to-diagnostic.ts';
import { schemaForm } from './schema-form.ts';

/** A blueprint's answers, the rules between them, and how to check a map of them. */
export interface AnswersSchema {
  /** In the order of the schema, which is the order of the questions. */
  readonly specs: ReadonlyMap<string, AnswerSpec>;
  readonly rules: readonly AnswerRule[];
  /** The JSON Schema itself, unchanged. */
  readonly schema: JsonMap;
  readonly validate: Validate;
}

const asString = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function typeOf(schema: JsonMap, hasOptions: boolean, isSecret: boolean): QuestionType {
  if (isSecret) return 'password';
  if (hasOptions) return 'enum';
  if (schema.type === 'integer') return 'int';
  if (schema.type === 'number') return 'float';
  return schema.type === 'boolean' ? 'boolean' : 'string';
}

function specOf(name: string, schema: JsonMap): AnswerSpec {
  const given = schema['x-rancher'];
  const annotation: Record<string, unknown> = isMap(given) ? given : {};
  const options = Array.isArray(annotation.options)
    ? annotation.options.map(String)
    : (choicesOf(schema) ?? []);
  const type =
    (asString(annotation.type) as QuestionType | undefined) ??
    typeOf(schema, options.length > 0, annotation.secret === true);
  const unit = asString(schema['x-unit']);
  const group = asString(annotation.group);
  const form = asString(annotation.form);
  const computed = asString(schema['x-value']);
  const isNeverAsked =
    annotation.ask === 'never' || schema.type === 'array' || computed !== undefined;
  return {
    name,
    variable: asString(annotation.variable) ?? name,
    ...(computed === undefined ? {} : { computed }),
    title: asString(schema.title) ?? name,
    description: asString(schema.description) ?? '',
    default: (computed === undefined ? schema.default : '') as AnswerValue,
    schema,
    ask: isNeverAsked ? 'never' : 'always',
    when: isMap(annotation.when) ? (annotation.when as Record<string, AnswerScalar>) : {},
    secret: annotation.secret === true,
    // Only text can be empty. An empty number or choice breaks the launch, and Rancher's form checks
    // nothing else (ui app/components/new-catalog/component.js:207). A boolean cannot
    // be blank, and the form ignores `required` there.
    required:
      type !== 'boolean' &&
      (annotation.required === true || schema.type !== 'string' || options.length > 0) &&
      !options.includes(''),
    type,
    options: type === 'enum' ? options : [],
    ...(unit === undefined ? {} : { unit }),
    ...(group === undefined ? {} : { group }),
    ...(form === undefined ? {} : { form }),
  };
}

function unusable(source: Source, error: unknown): Checked<AnswersSchema> {
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  // ajv lists each fault as `data/properties/x/type must …`; the first one, with its place, is enough.
  const [, pointer = '', fault = words] =
    /data((?:\/[^\s,]*)?) (must .*?)(?:, data|$)/.exec(words) ?? [];
  return {
    value: undefined,
    diagnostics: [
      {
        code: 'schema-invalid',
        severity: 'error',
        message: `this is not a usable JSON Schema: ${[parsePointer(pointer).at(-1), fault].join(' ').trim()}`,
        at: source.placeOf(parsePointer(pointer)),
      },
    ],
  };
}

/**
 * The text of a JSON Schema (draft 7) with our annotations → the answers it declares. `digest` of
 * the text finds the validator compiled at build time; a schema with a compiled validator was checked then.
 */
export async function readAnswersSchema(
  text: string,
  path: string,
  digest: string,
  limit?: Limit,
): Promise<Checked<AnswersSchema>> {
  if (isPrecompiled(digest)) {
    const schema = JSON.parse(text) as JsonMap;
    const specs = specsOf(schema);
    const rules = readRules(schema, specs, () => ({ file: path })).value ?? [];
    const validate = await compileSchema(schema, digest);
    return { value: { specs, rules, schema, validate }, diagnostics: [] };
  }
  const source = parseSource(text, path);
  if (!source.value) return { value: undefined, diagnostics: source.diagnostics };
  return checkSchema(source.value, digest, limit);
}

async function checkSchema(
  source: Source,
  digest: string,
  limit: Limit | undefined,
): Promise<Checked<AnswersSchema>> {
  const schema = source.value as JsonMap;
  const form = schemaForm(source);
  if (form.length > 0) return { value: undefined, diagnostics: form };
  let validate: Validate;
  try {
    validate = await compileSchema(schema, digest, limit);
  } catch (error) {
    return unusable(source, error);
  }
  const specs = specsOf(schema);
  const rules = readRules(schema, specs, (pointer) => source.placeOf(pointer));
  if (rules.value === undefined) return { value: undefined, diagnostics: rules.diagnostics };
  const checked: AnswersSchema = { specs, rules: rules.value, schema, validate };
  const diagnostics = checkDefaults(checked, source);
  return { value: diagnostics.length > 0 ? undefined : checked, diagnostics };
}

function specsOf(schema: JsonMap): Map<string, AnswerSpec> {
  const properties = isMap(schema.properties) ? schema.properties : {};
  return new Map(
    Object.entries(properties).map(([name, part]) => [name, specOf(name, part as JsonMap)]),
  );
}

// A default is submitted when a user changes nothing, so it must be a valid answer.
function checkDefaults(schema: AnswersSchema, source: Source): Diagnostic[] {
  const defaults = new Map([...schema.specs.values()].map((spec) => [spec.name, spec.default]));
  const place = (name: string) => source.placeOf(['properties', name, 'default']);
  const { faults, omitted } = schema.validate(Object.fromEntries(defaults));
  const found = faults.map((fault): Diagnostic => {
    const made = faultToDiagnostic(fault, schema.specs, defaults, place);
    return { ...made, code: 'schema-default', message: `the default of ${made.message}` };
  });
  const broken = checkRules(schema.rules, defaults, place)
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map((made): Diagnostic => ({
      ...made,
      code: 'schema-default',
      message: `with the defaults, ${made.message}`,
    }));
  return [...withOmitted(found, omitted), ...broken];
}
