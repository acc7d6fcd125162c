import { goFloat } from '../go-text.ts';

/** A Go float64. A JavaScript number is a Go integer. */
export class GoFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A Go struct: unlike in a map, an unknown name is an error. */
export class GoStruct {
  readonly type: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  constructor(type: string, fields: Readonly<Record<string, GoValue>>) {
    this.type = type;
    this.fields = new Map(Object.entries(fields));
  }
}

/** A map of strings: `index` returns an empty string for an unknown key. */
export class StringMap extends Map<string, string> {}

/** A value in a template. Undefined is nil, and the value of an unknown key of a map. */
export type GoValue =
  | undefined
  | boolean
  | number
  | string
  | GoFloat
  | GoStruct
  | readonly GoValue[]
  | ReadonlyMap<string, GoValue>;

export const isList = (value: GoValue): value is readonly GoValue[] => Array.isArray(value);
export const isGoMap = (value: GoValue): value is ReadonlyMap<string, GoValue> =>
  value instanceof Map;

/** Whether `if` considers a value true: anything that is not empty or zero. */
export function isTrue(value: GoValue): boolean {
  if (value instanceof GoFloat) return value.value !== 0;
  if (isList(value)) return value.length > 0;
  if (isGoMap(value)) return value.size > 0;
  return value instanceof GoStruct || Boolean(value);
}

/** The Go type of a value, as in error messages. */
export function typeName(value: GoValue): string {
  if (value === undefined) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'string';
  if (value instanceof GoFloat) return 'float64';
  if (value instanceof GoStruct) return value.type;
  return isList(value) ? '[]interface {}' : 'map[string]interface {}';
}

/** A nested value as Go prints it: lists in brackets, maps in the order of their keys. */
function printInner(value: GoValue): string {
  return value === undefined ? '<nil>' : printValue(value);
}

/** A value as a template prints it. */
export function printValue(value: GoValue): string {
  if (value === undefined) return '<no value>';
  if (value instanceof GoFloat) return goFloat(value.value);
  if (value instanceof GoStruct) return `{${[...value.fields.values()].map(printInner).join(' ')}}`;
  if (isList(value)) return `[${value.map(printInner).join(' ')}]`;
  if (isGoMap(value)) {
    const keys = [...value.keys()].sort();
    return `map[${keys.map((key) => `${key}:${printInner(value.get(key))}`).join(' ')}]`;
  }
  return String(value);
}

/** A value formatted with `fmt.Sprint`: nil is `<nil>`. */
export const sprint = (value: GoValue): string => printInner(value);

/** An error during execution: the executor ignores it, and the output ends there. */
export class ExecutionError extends Error {}
