import { isMap } from '../model/json.ts';
import { textAt, type FileTree } from '../model/file-tree.ts';
import { readHelmYaml } from '../source/read-yaml.ts';
import type { YamlNode } from '../source/yaml-node.ts';
import { cause, type Cause } from './cause.ts';

/** Dotted path → a text that is the same for the same value. */
type Values = ReadonlyMap<string, string>;

const written = (node: YamlNode): string => {
  if (node.kind === 'scalar') return `${node.type} ${node.text}`;
  if (node.kind === 'list') return `[${node.items.map(written).join(', ')}]`;
  return '{}';
};

function collect(node: YamlNode, path: string, values: Map<string, string>): void {
  if (node.kind !== 'map' || node.entries.size === 0) {
    values.set(path, written(node));
    return;
  }
  for (const [key, { value }] of node.entries) {
    collect(value, path === '' ? key : `${path}.${key}`, values);
  }
}

/** The values of a chart, by their paths. */
export function valuesOf(files: FileTree): Values {
  const values = new Map<string, string>();
  const { root } = readHelmYaml(textAt(files, 'values.yaml'));
  if (root?.kind === 'map') collect(root, '', values);
  return values;
}

/** Paths of values whose defaults differ, or that are in one of the charts only. */
export function differingPaths(before: Values, after: Values): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

const isImage = (path: string) => /(?:^|\.)image\.(?:repository|tag|digest)$/.test(path);

/** What a change of values.yaml means for releases: they keep only what differs from the defaults. */
export function valueCauses(before: Values, after: Values): Cause[] {
  const isBelow = (path: string, values: Values) =>
    [...values.keys()].some((each) => each.startsWith(`${path}.`));
  const removed = [...before.keys()].filter((path) => !after.has(path) && !isBelow(path, after));
  const added = [...after.keys()].filter((path) => !before.has(path) && !isBelow(path, before));
  const changed = differingPaths(before, after).filter(
    (path) => before.has(path) && after.has(path),
  );
  return [
    ...removed.map((path) =>
      cause('value-removed', path, `the value ${path} is removed; releases that set it lose it`),
    ),
    ...changed.map((path) =>
      cause(
        isImage(path) ? 'image-changed' : 'default-changed',
        path,
        `the default of ${path} changes, and with it running releases that do not set it`,
      ),
    ),
    ...added.map((path) => cause('value-added', path, `the value ${path} is added`)),
  ];
}

type Schema = Readonly<Record<string, unknown>>;

const schemaOf = (value: unknown): Schema => (isMap(value) ? value : {});

const number = (value: unknown, missing: number) => (typeof value === 'number' ? value : missing);

const typesOf = ({ type }: Schema): readonly unknown[] | undefined =>
  type === undefined ? undefined : Array.isArray(type) ? type : [type];

const lacks = (old: readonly unknown[] | undefined, fresh: readonly unknown[] | undefined) =>
  fresh !== undefined && (old === undefined || old.some((each) => !fresh.includes(each)));

const listOf = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : undefined);

/** Keys of JSON Schema with a limit, and whether a higher one is narrower. */
const limits: readonly (readonly [string, 1 | -1])[] = [
  ['minimum', 1],
  ['exclusiveMinimum', 1],
  ['minLength', 1],
  ['minItems', 1],
  ['maximum', -1],
  ['exclusiveMaximum', -1],
  ['maxLength', -1],
  ['maxItems', -1],
];

/** Other keys that limit a value: whether a new one is narrower is unknown. */
const others = ['pattern', 'const', 'format', 'not', 'anyOf', 'oneOf', 'allOf', 'if'] as const;

/** What a new schema refuses, and the old one accepted. */
function narrowedBy(old: Schema, fresh: Schema): string | undefined {
  if (lacks(typesOf(old), typesOf(fresh))) return 'type';
  if (lacks(listOf(old.enum), listOf(fresh.enum))) return 'enum';
  const limit = limits.find(([key, sign]) => {
    const missing = -sign * Number.POSITIVE_INFINITY;
    return sign * number(fresh[key], missing) > sign * number(old[key], missing);
  });
  if (limit) return limit[0];
  return others.find(
    (key) => fresh[key] !== undefined && JSON.stringify(fresh[key]) !== JSON.stringify(old[key]),
  );
}

function compareSchemas(old: Schema, fresh: Schema, path: string, values: Values): Cause[] {
  const key = path === '' ? undefined : narrowedBy(old, fresh);
  const own =
    key === undefined
      ? []
      : [cause('value-narrowed', path, `the schema accepts less for ${path}: its ${key} changes`)];
  const [before, after] = [schemaOf(old.properties), schemaOf(fresh.properties)];
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const required = new Set(listOf(old.required));
  const demanded = (listOf(fresh.required) ?? []).flatMap((name) => {
    const place = at(String(name));
    const isGiven = [...values.keys()].some(
      (each) => each === place || each.startsWith(`${place}.`),
    );
    return required.has(name) || isGiven
      ? []
      : [cause('value-required', place, `the value ${place} is required, and has no default`)];
  });
  const isClosed = fresh.additionalProperties === false && old.additionalProperties !== false;
  const closed =
    isClosed && path !== ''
      ? [cause('value-narrowed', path, `the schema accepts no other keys in ${path}`)]
      : [];
  const parts = Object.keys(before).flatMap((name) =>
    name in after
      ? compareSchemas(schemaOf(before[name]), schemaOf(after[name]), at(name), values)
      : [],
  );
  return [...own, ...demanded, ...closed, ...parts];
}

function readSchema(files: FileTree): Schema {
  try {
    return schemaOf(JSON.parse(textAt(files, 'values.schema.json')));
  } catch {
    return {};
  }
}

/** What values of releases a new schema refuses. */
export const schemaCauses = (before: FileTree, after: FileTree): Cause[] =>
  compareSchemas(readSchema(before), readSchema(after), '', valuesOf(after));
