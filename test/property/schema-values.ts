import fc from 'fast-check';
import type { AnswerSpec, AnswerValue } from '../../src/model/answers.ts';
import { isMap } from '../../src/model/json.ts';
import { anyText } from './arbitraries.ts';

type Schema = Readonly<Record<string, unknown>>;

const numberOf = (value: unknown, otherwise: number) =>
  typeof value === 'number' ? value : otherwise;

function textOf({ pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  const [least, most] = [numberOf(minLength, 0), numberOf(maxLength, 10_000)];
  const texts = typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern)) : anyText;
  return texts.filter((text) => [...text].length >= least && [...text].length <= most);
}

/** Any value that a JSON Schema of an answer, or of an item of a list, allows. */
function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') {
    return fc.integer({
      min: numberOf(schema.minimum, -1e6),
      max: numberOf(schema.maximum, 1e6),
    });
  }
  const { items, properties } = schema;
  if (schema.type === 'array' && isMap(items)) {
    // Names are keys of a map in the entry, which must be different.
    const selector = (item: unknown) => (isMap(item) ? item.name : item);
    return fc.uniqueArray(valueOf(items), { maxLength: 4, selector });
  }
  if (schema.type === 'object' && isMap(properties)) {
    return fc.record(
      Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, valueOf(isMap(part) ? part : {})]),
      ),
    );
  }
  return textOf(schema);
}

/** Any valid value of each answer that can be given. */
export const valuesOf = (
  specs: ReadonlyMap<string, AnswerSpec>,
): fc.Arbitrary<Readonly<Record<string, AnswerValue>>> =>
  fc.record(
    Object.fromEntries(
      [...specs.values()].map(({ name, schema }) => [
        name,
        valueOf(schema) as fc.Arbitrary<AnswerValue>,
      ]),
    ),
  );
