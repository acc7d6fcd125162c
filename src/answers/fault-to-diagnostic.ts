import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Fault } from '../json-schema/compile-schema.ts';
import type { AnswerSpec } from '../model/answers.ts';
import type { JsonMap } from '../model/json.ts';
import { describeSchema, describeValue } from './describe-schema.ts';

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
  pattern: 'wrong-form',
  format: 'wrong-form',
};

function lengthWords(value: unknown): string {
  return `has ${[...String(value)].length} characters`;
}

function whatIs(keyword: string, value: unknown, secret: boolean): string {
  if (keyword === 'maxLength' || keyword === 'minLength') return lengthWords(value);
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

function unknownKey(key: string, known: KnownKeys, at: Place | undefined): Diagnostic {
  const meant = nearest(key, known.keys());
  return {
    code: 'unknown-key',
    severity: 'error',
    message: `unknown key: ${key}`,
    ...(at ? { at } : {}),
    hint:
      meant === undefined
        ? `known keys: ${[...known.keys()].join(', ')}`
        : `did you mean ${meant}?`,
  };
}

/**
 * A fault of a flat map of keys → a diagnostic. `values` are what was checked; `placeOf` finds
 * a key or its value in the file.
 */
export function faultToDiagnostic(
  fault: Fault,
  known: KnownKeys,
  values: ReadonlyMap<string, unknown>,
  placeOf: (name: string, part: 'key' | 'value') => Place | undefined,
): Diagnostic {
  const name = fault.pointer[0] ?? '';
  if (fault.keyword === 'additionalProperties') {
    const key = fault.key ?? '';
    return unknownKey(key, known, placeOf(key, 'key'));
  }
  if (fault.keyword === 'required') {
    const key = fault.key ?? '';
    const at = placeOf(key, 'key');
    const schema = known.get(key)?.schema ?? {};
    return {
      code: 'missing-key',
      severity: 'error',
      message: `${key} is missing; expected ${describeSchema(schema)}`,
      ...(at ? { at } : {}),
    };
  }
  const spec = known.get(name);
  const value = values.get(name);
  const schema = spec?.schema ?? {};
  const unit = spec?.unit === undefined ? '' : ` ${spec.unit}`;
  const at = placeOf(name, 'value');
  const secret = spec?.secret ?? false;
  const isVersion = name === 'version' && fault.keyword === 'pattern';
  const hint = isVersion ? versionHint(value) : typeHint(value, schema);
  return {
    code: codeOf[fault.keyword] ?? 'not-allowed',
    severity: 'error',
    message: `${name} ${whatIs(fault.keyword, value, secret)}; expected ${describeSchema(schema)}${unit}`,
    ...(at ? { at } : {}),
    ...(secret ? { secret } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}
