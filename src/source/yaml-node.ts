/** What a scalar is in YAML 1.1 as go-yaml v2 reads it. Dates are text there. */
export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'str';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** The text as written, without quotes and with escapes resolved: what a Go string field gets. */
  readonly text: string;
  /** Integers beyond 2^53 are bigint. */
  readonly value: null | boolean | number | bigint | string;
  /** Written without quotes, so that YAML chose its type. */
  readonly plain: boolean;
  /** Where it stands in the text, counted in UTF-16 units from 0. */
  readonly offset: number;
}

export interface MapEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface MapNode {
  readonly kind: 'map';
  /** By `keyOf` the key; of a key that stands twice, the last. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** Keys that a later one of the same map replaced. */
  readonly duplicates: readonly YamlNode[];
  readonly offset: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly offset: number;
}

/** A part of a YAML text, with its place. */
export type YamlNode = ScalarNode | MapNode | ListNode;

/** Names a key for lookups: of text the text itself, so that `entries.get('image')` works. */
export function keyOf(key: YamlNode): string {
  if (key.kind !== 'scalar') return `\0${key.kind}@${key.offset}`;
  return key.type === 'str' ? key.text : `\0${key.type}:${String(key.value)}`;
}

/** A text scalar made by the program, at the place of what it stands for. */
export function textNode(text: string, offset: number): ScalarNode {
  return { kind: 'scalar', type: 'str', text, value: text, plain: false, offset };
}

export function mapNode(entries: Iterable<MapEntry>, offset: number): MapNode {
  const byKey = new Map<string, MapEntry>();
  for (const entry of entries) byKey.set(keyOf(entry.key), entry);
  return { kind: 'map', entries: byKey, duplicates: [], offset };
}

/** A map with each value replaced; the same map where all of them stay. */
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
  return changed ? { ...node, entries: changed } : node;
}

/** A list with each item replaced; the same list where all of them stay. */
export function mapItems(node: ListNode, replace: (item: YamlNode) => YamlNode): ListNode {
  const items = node.items.map(replace);
  return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
}

/** Puts an entry to those of a map that is being read; of equal keys the last wins. */
export function putEntry(
  entries: Map<string, MapEntry>,
  duplicates: YamlNode[],
  entry: MapEntry,
): void {
  const name = keyOf(entry.key);
  const earlier = entries.get(name);
  if (earlier) {
    duplicates.push(earlier.key);
    entries.delete(name);
  }
  entries.set(name, entry);
}

/** The value of a text key; undefined where the node is no map or has no such key. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

export function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}
