import { isMap } from '../../model/json.ts';
import { readHelmYaml } from '../../source/read-yaml.ts';
import type { YamlNode } from '../../source/yaml-node.ts';
import { valueAt } from './value-path.ts';

/** A schema as JSON has it; `true` and `false` are schemas as well. */
export type Schema = Readonly<Record<string, unknown>>;

/** The values.schema.json of a chart. */
export interface SchemaFacts {
  /** Undefined if there is none, or it is not a JSON object. */
  readonly schema: Schema | undefined;
  /** Why it is not JSON. */
  readonly fault: string | undefined;
  /** The part of the text that a pointer leads to. */
  readonly nodeAt: (pointer: readonly string[]) => YamlNode | undefined;
  /** All schemas in it. */
  readonly parts: () => readonly SchemaPart[];
}

/** Reads a values.schema.json. */
export function readSchema(text: string | undefined): SchemaFacts {
  let root: YamlNode | undefined;
  let isRead = false;
  const nodeAt = (pointer: readonly string[]) => {
    // JSON is YAML, and its nodes have places.
    if (!isRead && text !== undefined) root = readHelmYaml(text).root;
    isRead = true;
    return valueAt(root, pointer);
  };
  if (text === undefined) return { schema: undefined, fault: undefined, nodeAt, parts: () => [] };
  try {
    const value: unknown = JSON.parse(text);
    if (!isMap(value)) {
      return { schema: undefined, fault: 'it is not an object', nodeAt, parts: () => [] };
    }
    let parts: readonly SchemaPart[] | undefined;
    return {
      schema: value,
      fault: undefined,
      nodeAt,
      parts: () => (parts ??= [...partsOf(value)]),
    };
  } catch (error) {
    const fault = error instanceof Error ? error.message : '';
    return { schema: undefined, fault, nodeAt, parts: () => [] };
  }
}

/** A schema within a schema, and the way to it. */
interface PlacedSchema {
  readonly schema: Schema;
  readonly pointer: readonly string[];
}

/** One of all schemas within a schema. */
export interface SchemaPart extends PlacedSchema {
  /** Whether a value need not match it. */
  readonly isConditional: boolean;
}

const mapsOfSchemas = ['properties', 'patternProperties', 'definitions', '$defs', 'dependencies'];
const listsOfSchemas = ['allOf', 'anyOf', 'oneOf', 'items'];
const schemas = [
  'not',
  'if',
  'then',
  'else',
  'items',
  'additionalProperties',
  'additionalItems',
  'contains',
  'propertyNames',
];

/** Keywords below which a value need not match a schema. */
const conditional = new Set([
  'if',
  'not',
  'anyOf',
  'oneOf',
  'contains',
  'then',
  'else',
  'definitions',
  '$defs',
]);

/** Deeper parts are not looked at. */
const deepest = 64;

/** A schema and all that are in it. */
function* partsOf(
  schema: unknown,
  pointer: readonly string[] = [],
  isConditional = false,
): Generator<SchemaPart> {
  if (!isMap(schema) || pointer.length > deepest) return;
  yield { schema, pointer, isConditional };
  const below = (key: string) => isConditional || conditional.has(key);
  for (const key of mapsOfSchemas) {
    const map = schema[key];
    if (!isMap(map)) continue;
    for (const [name, each] of Object.entries(map))
      yield* partsOf(each, [...pointer, key, name], below(key));
  }
  for (const key of listsOfSchemas) {
    const list: unknown = schema[key];
    if (!Array.isArray(list)) continue;
    for (const [index, each] of list.entries())
      yield* partsOf(each, [...pointer, key, String(index)], below(key));
  }
  for (const key of schemas) yield* partsOf(schema[key], [...pointer, key], below(key));
}

/** What a schema has for the value at a path. */
export type AtPath =
  /** The schema of the value, without what conditions and alternatives add. */
  | { readonly kind: 'schema'; readonly part: PlacedSchema }
  /** A map on the way is closed and lacks the key. */
  | { readonly kind: 'closed'; readonly part: PlacedSchema; readonly key: string }
  | { readonly kind: 'unknown' };

/** Keywords that may allow or forbid a key in another place. */
const elsewhere = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'patternProperties'];

/** The schema of the value at a path, as far as `properties` lead. */
export function schemaAt(schema: Schema, keys: readonly string[]): AtPath {
  let part: PlacedSchema = { schema, pointer: [] };
  for (const key of keys) {
    const { properties, additionalProperties, $ref } = part.schema;
    if ($ref !== undefined) return { kind: 'unknown' };
    const below = isMap(properties) ? properties[key] : undefined;
    if (isMap(below)) {
      part = { schema: below, pointer: [...part.pointer, 'properties', key] };
      continue;
    }
    const isOpen = elsewhere.some((word) => part.schema[word] !== undefined);
    if (additionalProperties !== false || below === true || isOpen) return { kind: 'unknown' };
    return { kind: 'closed', part, key };
  }
  return { kind: 'schema', part };
}

/** The types that a schema names; none if any is allowed. */
export function typesOf({ type }: Schema): readonly string[] {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.filter((each) => typeof each === 'string');
}
