import type { Place } from '../diagnostics/diagnostic.ts';
import { formatPointer, type Pointer } from '../model/pointer.ts';
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

/** A part of a map or list; an item of a list is its own key. */
export interface Found<N> {
  readonly key: N | undefined;
  readonly value: N | undefined;
}

/** What a Source needs to know of the nodes that a reader made. */
export interface Nodes<N> {
  child(node: N | undefined, step: string | number): Found<N> | undefined;
  offsetOf(node: N): number;
  scalarOf(node: N | undefined): WrittenScalar | undefined;
}

/** Creates a Source of the nodes of a text; `value` is the root's value. */
export function sourceOf<N>(
  nodes: Nodes<N>,
  root: N | undefined,
  { path, text, value }: Pick<Source, 'path' | 'text' | 'value'>,
): Source {
  const find = (pointer: Pointer): { found: Found<N>; whole: boolean } => {
    let found: Found<N> = { key: undefined, value: root };
    for (const step of pointer) {
      const next = nodes.child(found.value, step);
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
      const offset = node === undefined ? 0 : nodes.offsetOf(node);
      return { ...placeAt(path, text, offset), pointer: formatPointer(pointer) };
    },
    scalarAt(pointer) {
      const { found, whole } = find(pointer);
      return whole ? nodes.scalarOf(found.value) : undefined;
    },
  };
}
