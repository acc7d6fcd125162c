import {
  ExecutionError,
  GoStruct,
  isGoMap,
  isList,
  printValue,
  typeName,
  type GoValue,
} from './go-value.ts';

/** Key and item of what a range goes over; maps by the order of their keys. */
export function entriesOf(value: GoValue): readonly (readonly [GoValue, GoValue])[] {
  if (value === undefined) return [];
  if (isList(value)) return value.map((item, index) => [index, item]);
  if (isGoMap(value)) {
    return [...value.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  }
  throw new ExecutionError(`range can't iterate over ${printValue(value)}`);
}

/** A field of a field, as `.a.b` reads it; nothing has only nothing below it. */
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
