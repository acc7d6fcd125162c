import { isMap } from '../../model/json.ts';

/** Values of a chart as the dashboard changes them. */
export type Values = Record<string, unknown>;

const quotedPart = /[^."']+|"([^"]*)"|'([^']*)'/g;

/** The keys at which the form writes a variable: `a.b`, or `a."b.c"` for a key with dots (rancher/dashboard shell/utils/string.js:290). */
export function keysOf(variable: string): readonly string[] {
  if (!/["']/.test(variable)) return variable.split('.');
  return (variable.match(quotedPart) ?? []).map((part) => part.replaceAll(/['"]/g, ''));
}

/**
 * The keys at which the form reads a variable (shell/utils/object.js:59, get). They are those at which it writes, but
 * for a variable with quotes and without a dot, which is one key, and a JSONPath, which begins with `$` and is written
 * below the key `$`. Undefined for a JSONPath that is not a path of keys.
 */
export function readKeysOf(variable: string): readonly string[] | undefined {
  if (variable.startsWith('$')) {
    return /^\$(\.\w+)+$/.test(variable) ? variable.split('.').slice(1) : undefined;
  }
  return variable.includes('.') ? keysOf(variable) : [variable];
}

/** The value of a variable, as the form reads it; undefined for a JSONPath that is not a path of keys. */
export function valueOf(values: Values, variable: string): unknown {
  const keys = readKeysOf(variable);
  return keys && valueAt(values, keys);
}

/** The variable of keys, which `keysOf` reads back. */
export const variableOf = (keys: readonly string[]): string =>
  keys.map((key) => (key.includes('.') ? `"${key}"` : key)).join('.');

/** A part of values; undefined if it is not there. */
export function valueAt(values: unknown, keys: readonly string[]): unknown {
  let part: unknown = values;
  for (const key of keys) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return undefined;
    part = (part as Values)[key];
  }
  return part;
}

/** Whether a key is that of a prototype: the values would change those of the whole program. */
const isUnsafe = (key: string) => key === '__proto__';

/** Sets a part of values; maps on the way are made. What is neither a map nor a list on the way keeps its value. */
export function setValue(values: Values, keys: readonly string[], value: unknown): void {
  const last = keys.at(-1);
  if (last === undefined || keys.some(isUnsafe)) return;
  let part: unknown = values;
  for (const key of keys.slice(0, -1)) {
    const map = part as Values;
    if (!Object.hasOwn(map, key) || !map[key]) map[key] = {};
    part = map[key];
    if (typeof part !== 'object') return;
  }
  (part as Values)[last] = value;
}

/** Removes a key of a map in values. */
export function removeValue(values: Values, keys: readonly string[]): void {
  const parent = valueAt(values, keys.slice(0, -1));
  const last = keys.at(-1);
  if (isMap(parent) && last !== undefined) delete parent[last];
}

/** Values with others on top: maps are merged, lists replaced (shell/utils/object.js, mergeWithReplace). */
export function mergeValues(under: Values, over: Values): Values {
  const merged: Values = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (isUnsafe(key)) continue;
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isMap(value) && isMap(below) ? mergeValues(below, value) : value;
  }
  return merged;
}
