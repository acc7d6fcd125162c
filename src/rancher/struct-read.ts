import type { YamlRead } from '../source/read-yaml.ts';
import { child, mapNode, type MapNode, type YamlNode } from '../source/yaml-node.ts';
import type { GoType } from './go-type.ts';

/*
 * How go-yaml decodes a whole file into a struct (decode.go, mappingStruct): what differs from a map. A part
 * of a file was decoded into maps and written again before, so nothing differs there.
 */

/** Whether a type decodes the parts of a map or list; otherwise the map or list itself is an error. */
const decodesParts = ({ kind }: GoType, value: YamlNode): boolean =>
  kind === 'any' ||
  kind === 'custom' ||
  (value.kind === 'list' ? kind === 'list' : kind === 'map' || kind === 'struct');

/** A text as it is decoded into a type: faults in values that a struct does not decode do not count. */
export function readInto(read: YamlRead, type: GoType): YamlRead {
  const { partial } = read;
  if (!partial || type.kind !== 'struct') return read;
  for (const [key, fault] of partial.faults) {
    const field = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
    const value = child(partial.root, key);
    if (field && (!value || decodesParts(field, value))) return { root: undefined, fault };
  }
  return { root: partial.root, fault: undefined };
}

/**
 * A field of a file that is a Go map. Odd: if the key is there twice, or also merged, the maps are joined; null
 * empties the map.
 */
export function mapField(root: YamlNode | undefined, name: string): YamlNode | undefined {
  if (root?.kind !== 'map') return undefined;
  if (!root.written) return root.entries.get(name)?.value;
  let field: YamlNode | undefined;
  for (const { key, value } of root.written) {
    if (key.kind !== 'scalar' || key.text !== name) continue;
    field = field?.kind === 'map' && value.kind === 'map' ? joined(field, value) : value;
  }
  return field;
}

const joined = (first: MapNode, second: MapNode): MapNode =>
  mapNode([...first.entries.values(), ...second.entries.values()], first.offset);

const sections = [
  'services',
  'containers',
  'volumes',
  'networks',
  'secrets',
  'hosts',
  'dependencies',
];

/** Values of the root that are joined with a later one: of a compose file of version 2, or of config.yml. */
export function joinedParts(root: YamlNode | undefined): readonly YamlNode[] {
  if (root?.kind !== 'map') return [];
  const version = child(root, 'version');
  const isSecond = version?.kind === 'scalar' && version.text === '2';
  const names = isSecond ? sections : ['labels'];
  return root.duplicates
    .filter(
      ({ key, value }) => value.kind === 'map' && key.kind === 'scalar' && names.includes(key.text),
    )
    .map(({ value }) => value);
}
