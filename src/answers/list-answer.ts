import type { AnswerItem, AnswerScalar, AnswerValue } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';

/** The schema of the part of an answer that a path leads to: an item of a list, or a key of it. */
export function schemaAt(schema: JsonMap, path: readonly (string | number)[]): JsonMap {
  return path.reduce<JsonMap>((whole, step) => {
    const { items, properties, additionalProperties: others } = whole;
    const named = isMap(properties) ? properties[step] : undefined;
    const part: unknown = whole.type === 'array' ? items : (named ?? others);
    return isMap(part) ? (part as JsonMap) : {};
  }, schema);
}

/** The part of a value that a path leads to. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((whole, step) => {
    if (Array.isArray(whole)) return whole[Number(step)];
    return isMap(whole) ? whole[step] : undefined;
  }, value);
}

/** A list in which the keys that a map leaves out have their defaults, in the order of the schema. */
export function withItemDefaults(schema: JsonMap, value: AnswerValue): AnswerValue {
  const items = schemaAt(schema, [0]);
  if (!Array.isArray(value) || !isMap(items.properties)) return value;
  const defaults = Object.entries(items.properties).map(
    ([key, part]) => [key, isMap(part) ? part.default : undefined] as const,
  );
  return value.map((item: AnswerItem): AnswerItem => {
    if (!isMap(item)) return item;
    const whole = defaults.map(([key, other]) => [key, item[key] ?? other] as const);
    return Object.fromEntries(whole) as Record<string, AnswerScalar>;
  });
}
