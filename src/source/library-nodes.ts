import { isMap, isNode, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { KeptWith } from './kept-with.ts';
import type { Nodes } from './source.ts';

const pairsOf = new KeptWith<YAMLMap, ReadonlyMap<string, Pair>>();

/** The pairs of a map by key. Computed once, because there can be thousands. */
function indexOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsOf.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    if (isPair(pair) && isScalar(pair.key)) pairs.set(String(pair.key.value), pair);
  }
  pairsOf.set(map, pairs);
  return pairs;
}

/** The nodes of the library, for a Source. */
export const libraryNodes: Nodes<Node> = {
  child(node, step) {
    if (isMap(node)) {
      const pair = indexOf(node).get(String(step));
      if (!pair) return undefined;
      const key = isNode(pair.key) ? pair.key : undefined;
      return { key, value: isNode(pair.value) ? pair.value : undefined };
    }
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (isNode(item)) return { key: item, value: item };
    }
    return undefined;
  },
  offsetOf: (node) => node.range?.[0] ?? 0,
  scalarOf(node) {
    if (!isScalar(node)) return undefined;
    const plain = node.type === Scalar.PLAIN;
    const written = plain ? (node.source ?? String(node.value)) : String(node.value);
    return { text: written, plain };
  },
};
