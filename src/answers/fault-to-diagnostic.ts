import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Fault } from '../json-schema/compile-schema.ts';
import type { AnswerSpec } from '../model/answers.ts';
import { isMap, type JsonMap } from '../model/json.ts';
import { counted } from '../diagnostics/counted.ts';
import { describeSchema, describeValue } from './describe-schema.ts';
import { schemaAt, valueAt } from './list-answer.ts';

/** What a message needs to know of a key; an AnswerSpec has it. */
type Known = Pick<AnswerSpec, 'name' | 'schema'> & Partial<Pick<AnswerSpec, 'secret' | 'unit'>>;

const codeOf: Record<string, Code> = {
  type: 'wrong-type',
  minimum: 'out-of-range',
  maximum: 'out-of-range',
  exclusiveMinimum: 'out-of-range',
  exclusiveMaximum: 'out-of-range',
  minLength: 'out-of-range',
  maxLength: 'out-of-range',
  minItems: 'out-of-range',
  maxItems: 'out-of-range',
  pattern: 'wrong-form',
  format: 'wrong-form',
};

function lengthWords(value: unknown): string {
  return `has ${[...String(value)].length} characters`;
}

function whatIs(keyword: string, value: unknown, secret: boolean): string {
  if (keyword === 'maxLength' || keyword === 'minLength') return lengthWords(value);
  if (keyword === 'uniqueItems') return 'has an item twice';
  if (Array.isArray(value) && (keyword === 'maxItems' || keyword === 'minItems')) {
    return `has ${counted(value.length, 'item')}`;
  }
  if (secret) return keyword === 'type' ? `is ${typeWords(value)}` : 'is invalid';
  return `is ${describeValue(value)}`;
}

function typeWords(value: unknown): string {
  if (value === null) return 'empty';
  return typeof value === 'object' ? describeValue(value) : `a ${typeof value}`;
}

function typeHint(value: unknown, schema: JsonMap): string | undefined {
  if (value === null) return 'give it a value, or remove the line';
  if (typeof value !== 'string') return undefined;
  if (schema.type === 'array') return 'write a list: ["one", "two"]';
  if (schema.type === 'integer' && /^\d+$/.test(value)) return `remove the quotes: ${value}`;
  if (schema.type !== 'boolean') return undefined;
  if (/^(?:y|yes|on|true)$/i.test(value)) return 'write true';
  return /^(?:n|no|off|false)$/i.test(value) ? 'write false' : undefined;
}

/** A version of one to three numbers, with three: `v1.4` → `1.4.0`. */
function versionHint(text: unknown): string | undefined {
  const [, numbers] = /^v?(\d+(?:\.\d+){0,2})$/i.exec(String(text)) ?? [];
  if (numbers === undefined) return undefined;
  const three = [...numbers.split('.'), '0', '0'].slice(0, 3);
  return `write three numbers: ${three.map((number) => number.replace(/^0+(?=\d)/, '')).join('.')}`;
}

/** A map of keys that a message may name: the answers, or those of another file. */
export type KnownKeys = ReadonlyMap<string, Known>;

/** Finds a key, its value, or the part of the value that a path leads to. */
type PlaceOf = (name: string, part: 'key' | 'value', path: readonly string[]) => Place | undefined;

/** The faulty part of a value: `hosts[0].port`. */
interface Part {
  readonly name: string;
  /** From the value to the part; none for the value itself. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly schema: JsonMap;
}

function partOf({ pointer }: Fault, known: KnownKeys, values: ReadonlyMap<string, unknown>): Part {
  const [name = '', ...path] = pointer;
  const steps = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`));
  return {
    name: `${name}${steps.join('')}`,
    path,
    value: valueAt(values.get(name), path),
    schema: schemaAt(known.get(name)?.schema ?? {}, path),
  };
}

/** `where` is the map that has the key; none for the map of all keys. */
function unknownKey(
  key: string,
  where: string,
  known: readonly string[],
  at: Place | undefined,
): Diagnostic {
  const meant = nearest(key, known);
  return {
    code: 'unknown-key',
    severity: 'error',
    message: `unknown key: ${key}${where === '' ? '' : ` in ${where}`}`,
    ...(at ? { at } : {}),
    hint: meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${meant}?`,
  };
}

function missingKey(key: string, schema: JsonMap, at: Place | undefined): Diagnostic {
  return {
    code: 'missing-key',
    severity: 'error',
    message: `${key} is missing; expected ${describeSchema(schema)}`,
    ...(at ? { at } : {}),
  };
}

/** A fault of the keys of the map, or of a map in one of its lists. */
function keyFault(
  fault: Fault,
  part: Part,
  known: KnownKeys,
  placeOf: PlaceOf,
): Diagnostic | undefined {
  const { keyword, key = '', pointer } = fault;
  const [name = '', ...path] = pointer;
  if (keyword !== 'additionalProperties' && keyword !== 'required') return undefined;
  const isUnknown = keyword === 'additionalProperties';
  if (pointer.length === 0) {
    const at = placeOf(key, 'key', []);
    return isUnknown
      ? unknownKey(key, '', [...known.keys()], at)
      : missingKey(key, known.get(key)?.schema ?? {}, at);
  }
  const { properties } = part.schema;
  return isUnknown
    ? unknownKey(
        key,
        part.name,
        Object.keys(isMap(properties) ? properties : {}),
        placeOf(name, 'key', [...path, key]),
      )
    : missingKey(`${part.name}.${key}`, schemaAt(part.schema, [key]), placeOf(name, 'value', path));
}

/**
 * A fault of a map of keys → a diagnostic. `values` are what was checked; `placeOf` finds
 * a key or its value in the file.
 */
export function faultToDiagnostic(
  fault: Fault,
  known: KnownKeys,
  values: ReadonlyMap<string, unknown>,
  placeOf: PlaceOf,
): Diagnostic {
  const part = partOf(fault, known, values);
  const ofKey = keyFault(fault, part, known, placeOf);
  if (ofKey) return ofKey;
  const { value, schema, path } = part;
  const [name = ''] = fault.pointer;
  const spec = known.get(name);
  const unit = spec?.unit === undefined ? '' : ` ${spec.unit}`;
  const at = placeOf(name, 'value', path);
  const secret = spec?.secret ?? false;
  const isVersion = name === 'version' && fault.keyword === 'pattern';
  const hint = isVersion ? versionHint(value) : typeHint(value, schema);
  return {
    code: codeOf[fault.keyword] ?? 'not-allowed',
    severity: 'error',
    message: `${part.name} ${whatIs(fault.keyword, value, secret)}; expected ${describeSchema(schema, fault.keyword)}${unit}`,
    ...(at ? { at } : {}),
    ...(secret ? { secret } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}
