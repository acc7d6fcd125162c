import { define, type GoFunction } from './go-function.ts';
import { formatGo } from './format-go.ts';
import {
  ExecutionError,
  GoFloat,
  isGoMap,
  isList,
  isTrue,
  sprint,
  StringMap,
  typeName,
  type GoValue,
} from './go-value.ts';

type Kind = 'bool' | 'int' | 'float' | 'string' | 'invalid' | 'none';

/** The kinds that Go compares (text/template funcs.go, basicKind). */
function kindOf(value: GoValue): Kind {
  if (value === undefined) return 'invalid';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'string';
  return value instanceof GoFloat ? 'float' : 'none';
}

const plain = (value: GoValue) => (value instanceof GoFloat ? value.value : value);

function equals(first: GoValue, others: readonly GoValue[]): boolean {
  if (isList(first) || isGoMap(first)) {
    throw new ExecutionError(`uncomparable type ${typeName(first)}`);
  }
  if (others.length === 0) throw new ExecutionError('missing argument for comparison');
  return others.some((other) => {
    const [a, b] = [kindOf(first), kindOf(other)];
    if (a !== b && a !== 'invalid' && b !== 'invalid') {
      throw new ExecutionError('incompatible types for comparison');
    }
    return a === b && plain(first) === plain(other);
  });
}

function isLess(a: GoValue, b: GoValue): boolean {
  const [left, right] = [kindOf(a), kindOf(b)];
  if (['none', 'invalid'].includes(left) || ['none', 'invalid'].includes(right)) {
    throw new ExecutionError('invalid type for comparison');
  }
  if (left !== right) throw new ExecutionError('incompatible types for comparison');
  if (left === 'bool') throw new ExecutionError('invalid type for comparison');
  return (plain(a) ?? 0) < (plain(b) ?? 0);
}

function lengthOf(value: GoValue): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (isList(value)) return value.length;
  if (isGoMap(value)) return value.size;
  throw new ExecutionError(`len of type ${typeName(value)}`);
}

function indexInto(start: GoValue, keys: readonly GoValue[]): GoValue {
  let value = start;
  for (const key of keys) {
    if (value === undefined) throw new ExecutionError('index of untyped nil');
    if (isGoMap(value)) {
      if (typeof key !== 'string')
        throw new ExecutionError(`value has type ${typeName(key)}; should be string`);
      value = value instanceof StringMap ? (value.get(key) ?? '') : value.get(key);
      continue;
    }
    if (!isList(value) && typeof value !== 'string') {
      throw new ExecutionError(`can't index item of type ${typeName(value)}`);
    }
    if (typeof key !== 'number') {
      throw new ExecutionError(`cannot index slice/array with type ${typeName(key)}`);
    }
    const items: readonly GoValue[] = isList(value) ? value : [...new TextEncoder().encode(value)];
    if (key < 0 || key >= items.length) throw new ExecutionError(`index out of range: ${key}`);
    value = items[key];
  }
  return value;
}

function sliceOf(value: GoValue, bounds: readonly GoValue[]): GoValue {
  if (typeof value !== 'string' && !isList(value)) {
    throw new ExecutionError(`can't slice item of type ${typeName(value)}`);
  }
  const [start = 0, end = lengthOf(value)] = bounds;
  if (typeof start !== 'number' || typeof end !== 'number' || bounds.length > 2) {
    throw new ExecutionError('cannot index slice/array with this type');
  }
  if (start < 0 || end > lengthOf(value) || start > end) {
    throw new ExecutionError(`index out of range: ${end}`);
  }
  return typeof value === 'string'
    ? new TextDecoder().decode(new TextEncoder().encode(value).slice(start, end))
    : value.slice(start, end);
}

/** The first value that determines the result. Later ones are not evaluated (since Go 1.18). */
const shortCircuit = (decides: boolean): GoFunction => ({
  ...define(['any'], (value: GoValue) => value, 'any'),
  lazy(values) {
    let value: GoValue;
    for (const make of values) {
      value = make();
      if (isTrue(value) === decides) return value;
    }
    return value;
  },
});

const join = (values: readonly GoValue[]) => values.map(sprint).join('');

/** fmt.Sprint: adds a space between two values if neither is a string. */
function print(...values: readonly GoValue[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1];
      const spaced = index > 0 && typeof value !== 'string' && typeof before !== 'string';
      return (spaced ? ' ' : '') + sprint(value);
    })
    .join('');
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '\0': '\uFFFD',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

const escapeHtml = (text: string) =>
  text.replaceAll(/[\0"'&<>]/g, (each) => htmlEscapes[each] ?? '');

const escapeJs = (text: string) =>
  text.replaceAll(/[\\'"<>&=\u0000-\u001F]/g, (each) =>
    /['"\\]/.test(each)
      ? `\\${each}`
      : `\\u${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );

/** The built-in functions of Go's text/template. */
export const builtinFunctions: ReadonlyMap<string, GoFunction> = new Map([
  ['and', shortCircuit(false)],
  ['or', shortCircuit(true)],
  ['not', define(['any'], (value: GoValue) => !isTrue(value))],
  ['eq', define(['any'], (a: GoValue, ...rest: GoValue[]) => equals(a, rest), 'any')],
  ['ne', define(['any', 'any'], (a: GoValue, b: GoValue) => !equals(a, [b]))],
  ['lt', define(['any', 'any'], isLess)],
  ['le', define(['any', 'any'], (a: GoValue, b: GoValue) => isLess(a, b) || equals(a, [b]))],
  ['gt', define(['any', 'any'], (a: GoValue, b: GoValue) => !isLess(a, b) && !equals(a, [b]))],
  ['ge', define(['any', 'any'], (a: GoValue, b: GoValue) => !isLess(a, b))],
  ['len', define(['any'], lengthOf)],
  ['index', define(['any'], (value: GoValue, ...keys: GoValue[]) => indexInto(value, keys), 'any')],
  ['slice', define(['any'], (value: GoValue, ...keys: GoValue[]) => sliceOf(value, keys), 'any')],
  ['print', define([], print, 'any')],
  ['println', define([], (...values: GoValue[]) => `${values.map(sprint).join(' ')}\n`, 'any')],
  [
    'printf',
    define(['string'], (format: string, ...values: GoValue[]) => formatGo(format, values), 'any'),
  ],
  ['html', define([], (...values: GoValue[]) => escapeHtml(join(values)), 'any')],
  ['js', define([], (...values: GoValue[]) => escapeJs(join(values)), 'any')],
  [
    'urlquery',
    define(
      [],
      (...values: GoValue[]) => encodeURIComponent(join(values)).replaceAll('%20', '+'),
      'any',
    ),
  ],
  [
    'call',
    define(
      ['any'],
      (value: GoValue) => {
        throw new ExecutionError(`non-function of type ${typeName(value)}`);
      },
      'any',
    ),
  ],
]);
