import {
  ExecutionError,
  GoStruct,
  isGoMap,
  isList,
  printValue,
  typeName,
  type GoValue,
} from './go-value.ts';

/** The keys and items that a range iterates over; maps in the order of their keys. */
export function entriesOf(value: GoValue): readonly (readonly [GoValue, GoValue])[] {
  if (value === undefined) return [];
  if (isList(value)) return value.map((item, index) => [index, item]);
  if (isGoMap(value)) {
    return [...value.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  }
  throw new ExecutionError(`range can't iterate over ${printValue(value)}`);
}

/** The field of a path such as `.a.b`; nil if a part of it is nil. */
export function followFields(start: GoValue, names: readonly string[]): GoValue {
  let value = start;
  for (const name of names) {
    if (value === undefined) return undefined;
    if (isGoMap(value)) value = value.get(name);
    else if (value instanceof GoStruct && value.fields.has(name)) value = value.fields.get(name);
    else throw new ExecutionError(`can't evaluate field ${name} in type ${typeName(value)}`);
  }
  return value;
}
