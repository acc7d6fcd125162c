import { isDeepStrictEqual } from 'node:util';
import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import type { Addition } from './insert-entry.ts';
import { parseIndex } from './parse-index.ts';

export type Meaning = string | readonly Meaning[] | ReadonlyMap<string, Meaning>;

/** What a node means, without where it is and how it is written. */
export function meaning(node: YamlNode): Meaning {
  if (node.kind === 'scalar') return `${node.type} ${node.text}`;
  return node.kind === 'list' ? node.items.map(meaning) : meaningOfMap(node);
}

const meaningOfMap = ({ entries }: MapNode) =>
  new Map([...entries].map(([name, { value }]) => [name, meaning(value)]));

const listOf = (value: Meaning | undefined): readonly Meaning[] =>
  Array.isArray(value) ? (value as readonly Meaning[]) : [];

/** Whether a text is an index with additions as the first versions of their charts, and otherwise means what it did. */
export function isAddedTo(before: MapNode, after: string, additions: readonly Addition[]): boolean {
  const { root } = parseIndex(after);
  if (!root) return false;
  const expected = new Map(meaningOfMap(before));
  const entries = expected.get('entries');
  const charts = new Map(entries instanceof Map ? (entries as ReadonlyMap<string, Meaning>) : []);
  for (const { name, entry } of additions) {
    const added = child(parseIndex(`entry:\n${entry}`).root, 'entry');
    charts.set(name, [...listOf(added && meaning(added)), ...listOf(charts.get(name))]);
  }
  return isDeepStrictEqual(meaningOfMap(root), expected.set('entries', charts));
}
