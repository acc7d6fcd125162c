import { isMap, isNode, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Place } from '../diagnostics/diagnostic.ts';
import { formatPointer, type Pointer } from '../model/pointer.ts';
import { KeptWith } from './kept-with.ts';
import { placeAt } from './place-at.ts';

/** A scalar as written. */
export interface WrittenScalar {
  /** Its text without quotes, escapes resolved. */
  readonly text: string;
  /** Written without quotes, so YAML determined its type. */
  readonly plain: boolean;
}

/** A YAML text and its value, with the location of every part. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
  /** The location of a part; if the part does not exist, that of its nearest existing ancestor. */
  placeOf(pointer: Pointer, part?: 'key' | 'value'): Place;
  scalarAt(pointer: Pointer): WrittenScalar | undefined;
}

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

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

function child(node: Node | undefined, step: string | number): Found | undefined {
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
}

/** Creates a Source of a parsed document; `value` is the document's value. */
export function sourceOf(document: Document, path: string, text: string, value: unknown): Source {
  const find = (pointer: Pointer): { found: Found; whole: boolean } => {
    let found: Found = { key: undefined, value: document.contents ?? undefined };
    for (const step of pointer) {
      const next = child(found.value, step);
      if (!next) return { found, whole: false };
      found = next;
    }
    return { found, whole: true };
  };
  return {
    path,
    text,
    value,
    placeOf(pointer, part = 'value') {
      const { found, whole } = find(pointer);
      const node =
        part === 'key' || !whole ? (found.key ?? found.value) : (found.value ?? found.key);
      return { ...placeAt(path, text, node?.range?.[0] ?? 0), pointer: formatPointer(pointer) };
    },
    scalarAt(pointer) {
      const { found, whole } = find(pointer);
      if (!whole || !isScalar(found.value)) return undefined;
      const scalar = found.value;
      const plain = scalar.type === Scalar.PLAIN;
      const written = plain ? (scalar.source ?? String(scalar.value)) : String(scalar.value);
      return { text: written, plain };
    },
  };
}
