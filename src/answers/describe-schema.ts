import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { isMap, type JsonMap } from '../model/json.ts';

const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);

function range(noun: string, minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined)
    return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of ${minimum} or more`;
  if (maximum !== undefined) return `${noun} of ${maximum} or less`;
  return noun;
}

function describeNumber(schema: JsonMap, broken: string | undefined): string {
  if (broken === 'multipleOf') return `a multiple of ${numberOf(schema.multipleOf)}`;
  const noun = schema.type === 'integer' ? 'a whole number' : 'a number';
  const words = range(noun, numberOf(schema.minimum), numberOf(schema.maximum));
  const [above, below] = [numberOf(schema.exclusiveMinimum), numberOf(schema.exclusiveMaximum)];
  const limits = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  if (limits.length === 0) return words;
  return `${words}${words === noun ? ' ' : ', '}${limits.join(' and ')}`;
}

const describeConst = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value);

/** The text of a choice, as the form sends it. */
const choiceText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function describeLength({ minLength, maxLength }: JsonMap): string | undefined {
  const [least, most] = [numberOf(minLength), numberOf(maxLength)];
  if (most !== undefined) return `text of ${least ?? 0} to ${most} characters`;
  return least === undefined ? undefined : `text of ${least} characters or more`;
}

function describeText(schema: JsonMap, broken: string | undefined): string {
  const length = describeLength(schema);
  // The form is that of the pattern, and has no lengths in it.
  if (length !== undefined && (broken === 'minLength' || broken === 'maxLength')) {
    return schema.minLength === undefined
      ? `at most ${numberOf(schema.maxLength)} characters`
      : length;
  }
  const annotation = schema['x-rancher'] ?? schema['x-chart'];
  const form = isMap(annotation) ? annotation.form : undefined;
  if (typeof form === 'string') return form;
  if (typeof schema.pattern === 'string') return `text of the form ${schema.pattern}`;
  if (typeof schema.format === 'string') return `text in the format ${schema.format}`;
  return length ?? 'text';
}

const otherTypes: Record<string, string> = {
  boolean: 'true or false',
  object: 'a map of keys',
};

function describeItem(items: unknown): string {
  if (!isMap(items)) return '';
  if (items.type !== 'object' || !isMap(items.properties)) {
    return `, each ${describeSchema(items as JsonMap)}`;
  }
  return `, each a map with ${listWords(Object.keys(items.properties))}`;
}

function describeList({ items, minItems, maxItems }: JsonMap): string {
  const [least, most] = [numberOf(minItems), numberOf(maxItems)];
  const count =
    least !== undefined && most !== undefined
      ? ` of ${least} to ${most} items`
      : most !== undefined
        ? ` of at most ${most} items`
        : least !== undefined && least > 0
          ? ` of at least ${counted(least, 'item')}`
          : '';
  return `a list${count}${describeItem(items)}`;
}

/**
 * A readable description of what a schema allows: `a whole number from 1 to 9`, `managed or host`. `broken` is the
 * keyword that a value does not meet, which the description must have.
 */
export function describeSchema(schema: JsonMap, broken?: string): string {
  if (Array.isArray(schema.enum)) return listWords(schema.enum.map(describeConst), 'or');
  if ('const' in schema) return describeConst(schema.const);
  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(union)) {
    return listWords(
      union.filter(isMap).map((part) => describeSchema({ type: schema.type, ...part })),
      'or',
    );
  }
  if (schema.type === 'array') return describeList(schema);
  if (schema.type === 'string') return describeText(schema, broken);
  if (schema.type === 'integer' || schema.type === 'number') return describeNumber(schema, broken);
  return otherTypes[typeof schema.type === 'string' ? schema.type : ''] ?? 'another value';
}

const longest = 60;

/** A value as a message shows it; never used for secrets. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
}

/** The values that a schema allows, as text; undefined if there are too many to list. */
export function choicesOf(schema: JsonMap): string[] | undefined {
  const longestChoice = 16;
  if (Array.isArray(schema.enum)) return schema.enum.map(choiceText);
  if ('const' in schema) return [choiceText(schema.const)];
  if (Array.isArray(schema.anyOf)) {
    const parts = schema.anyOf.filter(isMap).map((part) => choicesOf(part as JsonMap));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  const [minimum, maximum] = [numberOf(schema.minimum), numberOf(schema.maximum)];
  if (schema.type !== 'integer' || minimum === undefined || maximum === undefined) return undefined;
  // With other bounds than these two, not every number between them is allowed.
  const hasMore = ['multipleOf', 'exclusiveMinimum', 'exclusiveMaximum', 'not'].some(
    (key) => key in schema,
  );
  if (hasMore || !Number.isInteger(minimum)) return undefined;
  if (maximum - minimum >= longestChoice) return undefined;
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => String(minimum + index));
}
