import type { AnswerSpec } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { Pointer } from '../model/pointer.ts';
import { parseSource } from '../source/parse-source.ts';
import type { Source, WrittenScalar } from '../source/source.ts';
import { schemaAt } from './list-answer.ts';

/** Whether a schema allows values of this type. */
export function allowsType(
  schema: JsonMap,
  type: 'integer' | 'number' | 'boolean' | 'string',
): boolean {
  if (schema.type === type) return true;
  const words = type === 'integer' || type === 'number' ? 'number' : type;
  if ('const' in schema) return typeof schema.const === words;
  if (schema.type === undefined && Array.isArray(schema.enum)) {
    return schema.enum.some((value) => typeof value === words);
  }
  const union = schema.anyOf ?? schema.oneOf;
  return (
    Array.isArray(union) && union.some((part) => isMap(part) && allowsType(part as JsonMap, type))
  );
}

/** What a scalar means: where only text is allowed, `010`, `1.10` and `yes` are taken as they are written. */
function typedScalar(schema: JsonMap, value: unknown, written: WrittenScalar | undefined): unknown {
  // An empty value is not text, but nothing.
  if (!written?.plain || value === null || typeof value === 'string') return value;
  // A number that YAML cannot represent is not the one that was written.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return written.text;
  const textOnly =
    allowsType(schema, 'string') &&
    !(['integer', 'number', 'boolean'] as const).some((type) => allowsType(schema, type));
  return textOnly ? written.text : value;
}

/** What a value of a YAML text means to its schema, and each item of a list to its own. */
export function typedValue(
  schema: JsonMap | undefined,
  value: unknown,
  source: Pick<Source, 'scalarAt'>,
  pointer: Pointer,
): unknown {
  if (!schema) return value;
  const part = (step: string | number, inner: unknown) =>
    typedValue(schemaAt(schema, [step]), inner, source, [...pointer, step]);
  if (Array.isArray(value)) return value.map((item, index) => part(index, item));
  if (!isMap(value)) return typedScalar(schema, value, source.scalarAt(pointer));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, part(key, inner)]));
}

/** A list or map in the text of `--set`: `["a", "b"]`, a flow list of YAML. The text itself, if it is not one. */
function typedFlow(schema: JsonMap, text: string): unknown {
  if (!text.trimStart().startsWith(schema.type === 'array' ? '[' : '{')) return text;
  const { value: source } = parseSource(`flow: ${text.trim()}\n`, '--set');
  if (!source || !isMap(source.value) || Object.keys(source.value).length !== 1) return text;
  return typedValue(schema, source.value.flow, source, ['flow']);
}

/** What the text of `--set KEY=TEXT` means: a number, boolean or list if the schema has one. */
export function typedText(spec: AnswerSpec | undefined, text: string): unknown {
  if (!spec) return text;
  const { schema } = spec;
  if (schema.type === 'array' || schema.type === 'object') return typedFlow(schema, text);
  const numeric = allowsType(schema, 'integer') || allowsType(schema, 'number');
  if (numeric && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (allowsType(schema, 'boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
