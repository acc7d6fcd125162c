import type { Checked, Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { withOmitted } from '../diagnostics/with-omitted.ts';
import {
  compileSchema,
  isPrecompiled,
  type Limit,
  type Validate,
} from '../json-schema/compile-schema.ts';
import type { AnswerRule, AnswerSpec } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source } from '../source/source.ts';
import { specsOf } from './answer-spec.ts';
import { checkRules } from './check-rules.ts';
import { faultToDiagnostic } from './fault-to-diagnostic.ts';
import { readRules } from './read-rules.ts';
import { schemaForm } from './schema-form.ts';
import { unusableParts } from './unusable-parts.ts';

/** A blueprint's answers, the rules between them, and how to check a map of them. */
export interface AnswersSchema {
  /** Those of Rancher 1.6, in the order of the schema, which is the order of the questions. */
  readonly specs: ReadonlyMap<string, AnswerSpec>;
  /** All, also those that only charts have. */
  readonly declared: ReadonlyMap<string, AnswerSpec>;
  readonly rules: readonly AnswerRule[];
  /** The JSON Schema itself, unchanged. */
  readonly schema: JsonMap;
  readonly validate: Validate;
}

/** A schema, or what is known of one that has faults. */
export interface ReadSchema extends Checked<AnswersSchema> {
  /** All answers that it declares; undefined if it is not clear which. */
  readonly declared: ReadonlyMap<string, AnswerSpec> | undefined;
  /** Those that have a fault of their own: nothing should be concluded from what they declare. */
  readonly doubtful: ReadonlySet<string>;
  /** The place of a part of the schema. */
  readonly placeOf: (pointer: Pointer) => Place;
}

/**
 * The text of a JSON Schema (draft 7) with our annotations → the answers it declares, with all of its faults. `digest`
 * of the text finds the validator compiled at build time; a schema with a compiled validator was checked then.
 */
export async function readAnswersSchema(
  text: string,
  path: string,
  digest: string,
  limit?: Limit,
): Promise<ReadSchema> {
  const doubtful = new Set<string>();
  const placeOf = () => ({ file: path });
  if (isPrecompiled(digest)) {
    const schema = JSON.parse(text) as JsonMap;
    const all = specsOf(schema);
    const rules = readRules(schema, all, () => ({ file: path })).value;
    const validate = await compileSchema(schema, digest);
    const value = { specs: ofRancher16(all), declared: all, rules, schema, validate };
    return { value, declared: all, doubtful, placeOf, diagnostics: [] };
  }
  const source = parseSource(text, path);
  if (source.value) return checkSchema(source.value, digest, limit);
  const { diagnostics } = source;
  return { value: undefined, declared: undefined, doubtful, placeOf, diagnostics };
}

/** The answers that compose files can have. */
export const ofRancher16 = (all: ReadonlyMap<string, AnswerSpec>): Map<string, AnswerSpec> =>
  new Map([...all].filter(([, { target }]) => target !== 'rancher-2'));

async function checkSchema(
  source: Source,
  digest: string,
  limit: Limit | undefined,
): Promise<ReadSchema> {
  const schema = source.value as JsonMap;
  const form = schemaForm(source);
  const { properties } = schema;
  const placeOf = (pointer: Pointer) => source.placeOf(pointer);
  if (!isMap(properties)) return { value: undefined, declared: undefined, placeOf, ...form };
  const unusable = await unusableParts(source, form.doubtful);
  const doubtful = new Set([...form.doubtful, ...unusable.names]);
  const specs = specsOf(schema);
  const rules = readRules(schema, specs, source.placeOf.bind(source));
  const faults = [...form.diagnostics, ...unusable.diagnostics, ...rules.diagnostics];

  const isSure = ([name]: readonly [string, unknown]) => !doubtful.has(name);
  const sure: JsonMap = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(isSure)),
  };
  // The compiler knows no other $schema than that of draft 7.
  const { $schema: _dialect, ...whole } = faults.length === 0 ? schema : sure;
  const validate = await compileSchema(whole, `${digest} ${[...doubtful].join(' ')}`, limit);
  const known = new Map([...specs].filter(isSure));
  const checked: AnswersSchema = {
    specs: ofRancher16(known),
    declared: known,
    rules: rules.value,
    schema,
    validate,
  };
  const diagnostics = [...faults, ...checkDefaults(checked, source)];
  const value = diagnostics.length === 0 ? checked : undefined;
  return { value, declared: specs, doubtful, placeOf, diagnostics };
}

/** Whether the default of an answer is none, because every user must give one: the limits are not about it. */
const mustBeGiven = ({ ask, required, options, schema }: AnswerSpec): boolean =>
  ask === 'always' &&
  required &&
  options.length === 0 &&
  schema.type === 'string' &&
  schema.default === '';

// A default is submitted when a user changes nothing, so it must be a valid answer.
function checkDefaults(schema: AnswersSchema, source: Source): Diagnostic[] {
  const given = [...schema.declared.values()].filter(({ computed }) => computed === undefined);
  // As they are written: the spec's default of a list has the defaults of its items.
  const written = given.filter((spec) => !mustBeGiven(spec));
  const defaults = new Map(written.map((spec) => [spec.name, spec.schema.default]));
  const place = (name: string, _part: 'key' | 'value', path: readonly string[]) =>
    source.placeOf(['properties', name, 'default', ...path]);
  const { faults, omitted } = schema.validate(Object.fromEntries(defaults));
  const found = faults.map((fault): Diagnostic => {
    const made = faultToDiagnostic(fault, schema.declared, defaults, place);
    return { ...made, code: 'schema-default', message: `the default of ${made.message}` };
  });
  const values = new Map(given.map((spec) => [spec.name, spec.default]));
  const broken = checkRules(schema.rules, values, (name) => place(name, 'value', []))
    .filter((diagnostic) => diagnostic.severity === 'error')
    .map((made): Diagnostic => ({
      ...made,
      code: 'schema-default',
      message: `with the defaults, ${made.message}`,
    }));
  return [...withOmitted(found, omitted), ...broken];
}
