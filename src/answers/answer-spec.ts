import type { AnswerScalar, AnswerSpec, AnswerValue, QuestionType } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { choicesOf } from './describe-schema.ts';
import { withItemDefaults } from './list-answer.ts';
import { annotationOf } from './schema-annotations.ts';

const asString = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function typeOf(schema: JsonMap, hasOptions: boolean, isSecret: boolean): QuestionType {
  if (isSecret) return 'password';
  if (hasOptions) return 'enum';
  if (schema.type === 'integer') return 'int';
  if (schema.type === 'number') return 'float';
  return schema.type === 'boolean' ? 'boolean' : 'string';
}

/** How an answer that can be asked looks in Rancher's form. */
function questionOf(schema: JsonMap, annotation: Record<string, unknown>) {
  const options = Array.isArray(annotation.options)
    ? annotation.options.map(String)
    : (choicesOf(schema) ?? []);
  const type =
    (asString(annotation.type) as QuestionType | undefined) ??
    typeOf(schema, options.length > 0, annotation.secret === true);
  return {
    // Only text can be empty. An empty number or choice breaks the launch, and Rancher's form checks
    // nothing else (ui app/components/new-catalog/component.js:207). A boolean cannot
    // be blank, and the form ignores `required` there.
    required:
      type !== 'boolean' &&
      (annotation.required === true || schema.type !== 'string' || options.length > 0) &&
      !options.includes(''),
    type,
    options: type === 'enum' ? options : [],
  };
}

const targetOf = ({ 'x-target': target }: JsonMap): Pick<AnswerSpec, 'target'> =>
  target === 'rancher-1.6' || target === 'rancher-2' ? { target } : {};

/** The annotations of an answer that only charts have; others have x-rancher. */
const chartAnnotationOf = (schema: JsonMap) => (isMap(schema['x-chart']) ? schema['x-chart'] : {});

/** A map, which only charts have, stays in the schema. */
function defaultOf(schema: JsonMap): AnswerValue {
  const { default: value } = schema;
  return isMap(value) ? '' : withItemDefaults(schema, value as AnswerValue);
}

function specOf(name: string, schema: JsonMap): AnswerSpec {
  const annotation =
    schema['x-target'] === 'rancher-2' ? chartAnnotationOf(schema) : annotationOf(schema);
  const computed = asString(schema['x-value']);
  const isAskable = !isStructured(schema) && computed === undefined;
  const unit = asString(schema['x-unit']);
  const group = asString(annotation.group);
  const form = asString(annotation.form);
  const instead = asString(annotation.instead);
  return {
    name,
    variable: asString(annotation.variable) ?? name,
    ...(computed === undefined ? {} : { computed }),
    ...targetOf(schema),
    title: asString(schema.title) ?? name,
    description: asString(schema.description) ?? '',
    default: computed === undefined ? defaultOf(schema) : '',
    schema,
    ask: isAskable && annotation.ask !== 'never' ? 'always' : 'never',
    when: isMap(annotation.when) ? (annotation.when as Record<string, AnswerScalar>) : {},
    secret: annotation.secret === true,
    ...questionOf(schema, annotation),
    ...(unit === undefined ? {} : { unit }),
    ...(group === undefined ? {} : { group }),
    ...(form === undefined ? {} : { form }),
    ...(instead === undefined ? {} : { instead }),
    ...(isMap(annotation.question) ? { question: annotation.question } : {}),
  };
}

/** Whether an answer is a list or a map, for which Rancher has no question. */
export const isStructured = ({ type }: JsonMap): boolean => type === 'array' || type === 'object';

/** The answers that a schema declares, in its order. */
export function specsOf(schema: JsonMap): Map<string, AnswerSpec> {
  const properties = isMap(schema.properties) ? schema.properties : {};
  return new Map(
    Object.entries(properties).map(([name, part]) => [name, specOf(name, isMap(part) ? part : {})]),
  );
}
