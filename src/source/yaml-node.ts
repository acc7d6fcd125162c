/** The type of a scalar in YAML 1.1 as go-yaml v2 reads it. Dates are strings. */
export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'str';

/** A scalar with its own tag. */
export interface TaggedText {
  readonly tag: string;
  readonly text: string;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** The text without quotes and with escapes resolved: the value of a Go string field. */
  readonly text: string;
  /** Integers above 2^53 are bigint. */
  readonly value: null | boolean | number | bigint | string;
  /** Written without quotes, so YAML determined its type. */
  readonly plain: boolean;
  /** Position in the text, in UTF-16 units from 0. */
  readonly offset: number;
  /** Its own tag, as go-yaml writes it, and its text before the tag was applied. */
  readonly tagged?: TaggedText | undefined;
}

export interface MapEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface MapNode {
  readonly kind: 'map';
  /** By `keyOf` of the key; of duplicate keys, the last. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** Entries that a later one with the same key replaced. */
  readonly duplicates: readonly MapEntry[];
  /** If entries were replaced or merged: all, in the order in which go-yaml decodes them. */
  readonly written?: readonly MapEntry[] | undefined;
  readonly offset: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly offset: number;
}

/** A part of a YAML text, with its position. */
export type YamlNode = ScalarNode | MapNode | ListNode;

/** The name of a key for lookups: of a string the string itself, so `entries.get('image')` works. */
export function keyOf(key: YamlNode): string {
  if (key.kind !== 'scalar') return `\0${key.kind}@${key.offset}`;
  return key.type === 'str' ? key.text : `\0${key.type}:${String(key.value)}`;
}

/*
 * All nodes of a kind are made in one place and have all of their fields: V8 reads a field of objects of one
 * shape several times as fast, and every check reads the kind of each node.
 */

// oxlint-disable-next-line max-params
export function scalarNode(
  type: ScalarType,
  text: string,
  value: ScalarNode['value'],
  plain: boolean,
  offset: number,
  tagged?: TaggedText,
): ScalarNode {
  return { kind: 'scalar', type, text, value, plain, offset, tagged };
}

export function listNode(items: readonly YamlNode[], offset: number): ListNode {
  return { kind: 'list', items, offset };
}

const none: readonly MapEntry[] = [];

/** A map of entries by the `keyOf` of their keys. */
export function mapOf(
  entries: ReadonlyMap<string, MapEntry>,
  offset: number,
  duplicates = none,
  written?: readonly MapEntry[],
): MapNode {
  return { kind: 'map', entries, duplicates, written, offset };
}

/** A map with other entries. */
export const withEntries = (
  { offset, duplicates, written }: MapNode,
  entries: ReadonlyMap<string, MapEntry>,
): MapNode => mapOf(entries, offset, duplicates, written);

/** A string scalar created by the program, at the position of the part that it represents. */
export function textNode(text: string, offset: number): ScalarNode {
  return scalarNode('str', text, text, false, offset);
}

export function mapNode(entries: Iterable<MapEntry>, offset: number): MapNode {
  const byKey = new Map<string, MapEntry>();
  for (const entry of entries) byKey.set(keyOf(entry.key), entry);
  return mapOf(byKey, offset);
}

/** A map with replaced values; the same object if nothing changes. */
export function mapValues(
  node: MapNode,
  replace: (value: YamlNode, name: string) => YamlNode,
): MapNode {
  let changed: Map<string, MapEntry> | undefined;
  for (const [name, entry] of node.entries) {
    const value = replace(entry.value, name);
    if (value === entry.value) continue;
    changed ??= new Map(node.entries);
    changed.set(name, { key: entry.key, value });
  }
  return changed ? withEntries(node, changed) : node;
}

/** A list with replaced items; the same object if nothing changes. */
export function mapItems(node: ListNode, replace: (item: YamlNode) => YamlNode): ListNode {
  let changed: YamlNode[] | undefined;
  for (const [index, item] of node.items.entries()) {
    const made = replace(item);
    if (made === item) continue;
    changed ??= [...node.items];
    changed[index] = made;
  }
  return changed ? listNode(changed, node.offset) : node;
}

/** The value of a string key; undefined if the node is not a map or does not have the key. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

export function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}
