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
export interface SchemaPart {
  readonly schema: Schema;
  readonly pointer: readonly string[];
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

/** Deeper parts are not looked at. */
const deepest = 64;

/** A schema and all that are in it; below `skip`, such as `if`, nothing is looked at. */
export function* partsOf(
  schema: unknown,
  skip: ReadonlySet<string> = new Set(),
  pointer: readonly string[] = [],
): Generator<SchemaPart> {
  if (!isMap(schema) || pointer.length > deepest) return;
  yield { schema, pointer };
  for (const key of mapsOfSchemas) {
    const map = schema[key];
    if (!isMap(map) || skip.has(key)) continue;
    for (const [name, each] of Object.entries(map))
      yield* partsOf(each, skip, [...pointer, key, name]);
  }
  for (const key of listsOfSchemas) {
    const list: unknown = schema[key];
    if (!Array.isArray(list) || skip.has(key)) continue;
    for (const [index, each] of list.entries())
      yield* partsOf(each, skip, [...pointer, key, String(index)]);
  }
  for (const key of schemas) {
    if (!skip.has(key)) yield* partsOf(schema[key], skip, [...pointer, key]);
  }
}

/** What a schema has for the value at a path. */
export type AtPath =
  /** The schema of the value, without what conditions and alternatives add. */
  | { readonly kind: 'schema'; readonly part: SchemaPart }
  /** A map on the way is closed and lacks the key. */
  | { readonly kind: 'closed'; readonly part: SchemaPart; readonly key: string }
  | { readonly kind: 'unknown' };

/** Keywords that may allow or forbid a key in another place. */
const elsewhere = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'patternProperties'];

/** The schema of the value at a path, as far as `properties` lead. */
export function schemaAt(schema: Schema, keys: readonly string[]): AtPath {
  let part: SchemaPart = { schema, pointer: [] };
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
