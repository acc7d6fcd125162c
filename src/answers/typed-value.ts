import type { AnswerSpec } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import type { WrittenScalar } from '../source/source.ts';

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

/**
 * What a scalar of an answers file means: where only text is allowed, `010`, `1.10` and `yes` are
 * taken as they are written, quotes or not. An empty value is not text, but nothing.
 */
export function typedValue(
  spec: AnswerSpec | undefined,
  value: unknown,
  written: WrittenScalar | undefined,
): unknown {
  if (!spec || !written?.plain || value === null || typeof value === 'string') return value;
  // A number that YAML cannot represent is not the one that was written.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return written.text;
  const { schema } = spec;
  const textOnly =
    allowsType(schema, 'string') &&
    !(['integer', 'number', 'boolean'] as const).some((type) => allowsType(schema, type));
  return textOnly ? written.text : value;
}

/** What the text of `--set KEY=TEXT` means: a number or boolean if the schema has one. */
export function typedText(spec: AnswerSpec | undefined, text: string): unknown {
  if (!spec) return text;
  const { schema } = spec;
  const numeric = allowsType(schema, 'integer') || allowsType(schema, 'number');
  if (numeric && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (allowsType(schema, 'boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
