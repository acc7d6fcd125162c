import { fieldOf, fieldsOf, madeOf, meaningOf, type Meaning } from './meaning.ts';

/** Names that a part of a template can use, and those around it. */
export interface Scope {
  readonly names: ReadonlyMap<string, Meaning>;
  /** What `this` is, inside a loop. */
  readonly item?: Meaning;
  /** Whether `../` leaves it: a loop, not the parameters of a partial. */
  readonly isLoop: boolean;
  /** The partial that the scope is that of. */
  readonly partial?: string;
  readonly outer?: Scope;
}

export type Found =
  | { readonly meaning: Meaning }
  | { readonly unknown: string; readonly known: readonly string[] };

/** The scope inside a loop over `list`; `names` are those of `as |item index|`. */
export function loopScope(
  outer: Scope,
  item: Meaning,
  [itemName, indexName]: readonly string[],
): Scope {
  const names = new Map(
    fieldsOf(item).map((name): [string, Meaning] => [name, fieldOf(item, name) ?? item]),
  );
  if (itemName !== undefined) names.set(itemName, item);
  if (indexName !== undefined) names.set(indexName, { isAskable: false, type: 'number' });
  return { names, item, isLoop: true, outer };
}

/** An item of a list. */
export const itemOf = (list: Meaning): Meaning => madeOf(meaningOf(list.schema?.items), list);

/** The scope that `../` leads to. */
function leave(scope: Scope, up: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let left = up; left > 0 && at;) {
    if (at.isLoop) left -= 1;
    at = at.outer;
  }
  return at;
}

function* namesFrom(scope: Scope | undefined): Generator<string> {
  for (let at = scope; at; at = at.outer) yield* at.names.keys();
}

function named(scope: Scope | undefined, name: string): Meaning | undefined {
  for (let at = scope; at; at = at.outer) {
    const meaning = at.names.get(name);
    if (meaning) return meaning;
  }
  return undefined;
}

/** What a name with its fields is in a scope: names of inner loops first. */
export function findName(scope: Scope, parts: readonly string[], up: number): Found {
  const start = leave(scope, up);
  const [first = '', ...fields] = parts;
  let meaning = first === 'this' ? loopOf(start)?.item : named(start, first);
  if (!meaning) return { unknown: first, known: [...namesFrom(start)] };
  for (const field of fields) {
    const inner = fieldOf(meaning, field);
    if (!inner) return { unknown: field, known: fieldsOf(meaning) };
    meaning = inner;
  }
  return { meaning };
}

/** The innermost partial. */
export function partialOf(scope: Scope | undefined): string | undefined {
  let at = scope;
  while (at && at.partial === undefined) at = at.outer;
  return at?.partial;
}

/** The innermost loop. */
export function loopOf(scope: Scope | undefined): Scope | undefined {
  let at = scope;
  while (at && !at.isLoop) at = at.outer;
  return at;
}

/** How many loops are around. */
export function depthOf(scope: Scope): number {
  let depth = 0;
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.isLoop) depth += 1;
  return depth;
}
