import { isMap, type Json, type JsonMap } from '../model/json.ts';
import type { ChartSource } from './chart-source.ts';
import type { ChartValue, Condition } from './chart-values.ts';
import { portablePattern } from '../json-schema/portable-pattern.ts';
import { isValue, valueTree, type ValueTree } from './value-tree.ts';

/** Annotations of ours, which helm does not know. */
const isOwn = (key: string) => key.startsWith('x-');

/** Keywords whose keys are names. */
const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);

/** A schema without our annotations, its patterns in the words that helm understands. */
function portable(schema: Json): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(portable);
  if (!isMap(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !isOwn(key))
      .map(([key, value]) => {
        if (mapsOfSchemas.has(key) && isMap(value)) return [key, eachPortable(value)];
        if (key === 'enum' || key === 'const' || key === 'default') return [key, value];
        if (key !== 'pattern' || typeof value !== 'string') return [key, portable(value ?? null)];
        const made = portablePattern(value);
        return [key, 'pattern' in made ? made.pattern : value];
      }),
  );
}

const eachPortable = (map: JsonMap): JsonMap =>
  Object.fromEntries(Object.entries(map).map(([key, part]) => [key, portable(part ?? null)]));

/** A closed map that has each of its keys: a key that a user deletes is `null`, which helm leaves out. */
const closed = (properties: Record<string, Json>): JsonMap => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const typeOf = ({ type }: JsonMap): JsonMap => (type === undefined ? {} : { type });

function leafOf({ title, description, schema, conditions }: ChartValue): JsonMap {
  const { title: _title, description: _description, default: _default, ...rest } = schema;
  // A value that is not used is not checked: the form keeps what was typed before the question was hidden.
  const checked = conditions.length > 0 ? typeOf(schema) : (portable(rest) as JsonMap);
  return { title, description, ...checked };
}

const treeSchema = (tree: ValueTree): JsonMap =>
  closed(
    Object.fromEntries(
      [...tree].map(([key, part]) => [key, isValue(part) ? leafOf(part) : treeSchema(part)]),
    ),
  );

/** A schema for the part that a path leads to. */
const nested = (path: readonly string[], schema: JsonMap, isRequired: boolean): JsonMap =>
  path.reduceRight<JsonMap>(
    (inner, key) => ({
      ...(isRequired ? { required: [key] } : {}),
      properties: { [key]: inner },
    }),
    schema,
  );

const holds = ({ path, value }: Condition): JsonMap => nested(path, { const: value }, true);

/** The limits of a value that is used only with certain others. */
function conditional({ path, schema, conditions }: ChartValue): JsonMap {
  const { title: _title, description: _description, default: _default, ...rest } = schema;
  const [first, ...more] = conditions.map(holds);
  const condition = more.length === 0 ? (first ?? {}) : { allOf: [first ?? {}, ...more] };
  return Object.fromEntries([
    ['if', condition],
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    ['then', nested(path, portable(rest) as JsonMap, false)],
  ]);
}

/** Adds the values that earlier versions had: a release keeps them, and they are ignored. */
function withRemoved(schema: JsonMap, removed: readonly (readonly [string, string])[]): JsonMap {
  return removed.reduce<JsonMap>(
    (whole, [path, reason]) => addRemoved(whole, path.split('.'), reason),
    schema,
  );
}

function addRemoved(
  schema: JsonMap,
  [key = '', ...rest]: readonly string[],
  reason: string,
): JsonMap {
  const properties = isMap(schema.properties) ? schema.properties : {};
  const below = properties[key];
  const inner: JsonMap = isMap(below) ? below : { type: 'object' };
  const part =
    rest.length === 0 ? { description: `Removed: ${reason}` } : addRemoved(inner, rest, reason);
  return { ...schema, properties: { ...properties, [key]: part } };
}

/** The values that earlier versions of a chart had, with the reason of each. */
export function removedValues({ schema }: Pick<ChartSource, 'schema'>): [string, string][] {
  const { 'x-removed-values': removed } = schema.schema;
  return Object.entries(isMap(removed) ? removed : {}).map(([path, reason]) => [
    path,
    typeof reason === 'string' ? reason : '',
  ]);
}

/**
 * values.schema.json of a chart: everything closed but `global`, below which Rancher and Fleet add keys of their own
 * (rancher/dashboard install.vue:1255).
 */
export function renderValuesSchema(
  values: readonly ChartValue[],
  source: Pick<ChartSource, 'schema'>,
): string {
  const tree = treeSchema(valueTree(values));
  const properties = { global: { type: 'object' }, ...(tree.properties as Record<string, Json>) };
  const schema = withRemoved(closed(properties), removedValues(source));
  const conditions = values.filter((value) => value.conditions.length > 0).map(conditional);
  const whole = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schema,
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
