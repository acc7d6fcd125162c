import { define, type GoFunction } from './go-function.ts';
import {
  ExecutionError,
  GoFloat,
  isGoMap,
  isList,
  isTrue,
  GoStruct,
  sprint,
  typeName,
  type GoValue,
} from './go-value.ts';

/** What sprig considers empty: zero, false, nil. */
const isEmpty = (value: GoValue): boolean => !(value instanceof GoStruct) && !isTrue(value);

/** Any value as an integer; 0 if it is not a number (sprig numeric.go, toInt64). */
function toInteger(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
  if (value instanceof GoFloat) return Math.trunc(value.value);
  return value === true ? 1 : 0;
}

function toFloat(value: GoValue): GoFloat {
  if (value instanceof GoFloat) return value;
  if (typeof value === 'string') {
    const read = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : 0;
    return new GoFloat(read);
  }
  return new GoFloat(toInteger(value));
}

const largestList = 100_000;

function untilStep(start: number, stop: number, step: number): number[] {
  const up = stop >= start;
  if (up ? step <= 0 : step >= 0) return [];
  const count = Math.ceil((stop - start) / step);
  if (count > largestList) throw new RangeError('until');
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function divide(a: GoValue, b: GoValue): [number, number] {
  const [left, right] = [toInteger(a), toInteger(b)];
  if (right === 0) throw new ExecutionError('runtime error: integer divide by zero');
  return [left, right];
}

type GoMap = Map<string, GoValue>;

/** Go reads a map that is nil as an empty one, and refuses to write to it. */
function setIn(map: GoMap | undefined, key: string, value: GoValue): GoMap {
  if (map === undefined) throw new ExecutionError('assignment to entry in nil map');
  return map.set(key, value);
}

function unsetIn(map: GoMap | undefined, key: string): GoMap {
  map?.delete(key);
  return map ?? new Map<string, GoValue>();
}

const hasKey = (map: GoMap | undefined, key: string): boolean => map?.has(key) ?? false;

function pairs(values: readonly GoValue[]): Map<string, GoValue> {
  const made = new Map<string, GoValue>();
  for (let index = 0; index < values.length; index += 2) {
    const isOdd = index + 1 >= values.length;
    made.set(sprint(values[index]), isOdd ? '' : values[index + 1]);
  }
  return made;
}

/** The kind of a value in Go's reflection. */
function kindOf(value: GoValue): string {
  if (value === undefined) return 'invalid';
  if (isList(value)) return 'slice';
  if (isGoMap(value)) return 'map';
  return value instanceof GoStruct ? 'struct' : typeName(value);
}

/** path.Clean: removes empty parts and `.`, and resolves `..`. */
function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (!isRooted) steps.push('..');
  }
  const joined = steps.join('/');
  if (isRooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

function basePath(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

const extension = (path: string) => /\.[^./]*$/.exec(path)?.[0] ?? '';

const any1 = (body: (value: GoValue) => GoValue) => define(['any'], body);
const any2 = (body: (a: GoValue, b: GoValue) => GoValue) => define(['any', 'any'], body);
const text1 = (body: (text: string) => GoValue) => define(['string'], body);

const reduce = (pick: (a: number, b: number) => number) =>
  define(
    ['any'],
    (first: GoValue, ...more: GoValue[]) =>
      more.map(toInteger).reduce((a, b) => pick(a, b), toInteger(first)),
    'any',
  );

/** A placeholder for values that depend on the time, the machine or a random number. */
const unknown = (text: string, parameters: Parameters<typeof define>[0], rest?: 'any') =>
  define(parameters, () => text, rest);

const date = unknown('2017-01-01', [], 'any');

/**
 * Sprig's other functions, in the version that Rancher 1.6 uses. derivePassword is not one of them: the
 * executor is built without golang.org/x/crypto (vendor.conf).
 */
export const dataFunctions: readonly (readonly [string, GoFunction])[] = [
  [
    'default',
    define(
      ['any'],
      (fallback: GoValue, ...given: GoValue[]) =>
        given.length === 0 || isEmpty(given[0]) ? fallback : given[0],
      'any',
    ),
  ],
  ['empty', any1(isEmpty)],
  ['atoi', text1((text) => (/^[+-]?\d+$/.test(text) ? Number(text) : 0))],
  ['int', any1(toInteger)],
  ['int64', any1(toInteger)],
  ['float64', any1(toFloat)],
  ['until', define(['int'], (count: number) => untilStep(0, count, count < 0 ? -1 : 1))],
  ['untilStep', define(['int', 'int', 'int'], untilStep)],
  ['add1', any1((value) => toInteger(value) + 1)],
  [
    'add',
    define(
      [],
      (...values: GoValue[]) => values.map(toInteger).reduce((sum, each) => sum + each, 0),
      'any',
    ),
  ],
  ['sub', any2((a, b) => toInteger(a) - toInteger(b))],
  [
    'div',
    any2((a, b) => {
      const [x, y] = divide(a, b);
      return Math.trunc(x / y);
    }),
  ],
  [
    'mod',
    any2((a, b) => {
      const [x, y] = divide(a, b);
      return x % y;
    }),
  ],
  ['mul', reduce((a, b) => a * b)],
  ['max', reduce(Math.max)],
  ['biggest', reduce(Math.max)],
  ['min', reduce(Math.min)],
  ['tuple', define([], (...values: GoValue[]) => values, 'any')],
  ['dict', define([], (...values: GoValue[]) => pairs(values), 'any')],
  ['set', define(['map', 'string', 'any'], setIn)],
  ['unset', define(['map', 'string'], unsetIn)],
  ['hasKey', define(['map', 'string'], hasKey)],
  ['typeOf', any1(typeName)],
  ['typeIs', define(['string', 'any'], (name: string, value: GoValue) => typeName(value) === name)],
  [
    'typeIsLike',
    define(
      ['string', 'any'],
      (name: string, value: GoValue) => typeName(value) === name || `*${typeName(value)}` === name,
    ),
  ],
  ['kindOf', any1(kindOf)],
  ['kindIs', define(['string', 'any'], (name: string, value: GoValue) => kindOf(value) === name)],
  ['base', text1(basePath)],
  ['dir', text1((path) => cleanPath(path.slice(0, path.lastIndexOf('/') + 1)))],
  ['clean', text1(cleanPath)],
  ['ext', text1(extension)],
  ['isAbs', text1((path) => path.startsWith('/'))],
  ['env', unknown('', ['string'])],
  ['expandenv', text1((text) => text.replaceAll(/\$(?:\{[^}]*(?:\}|$)|\w+)/g, ''))],
  ['uuidv4', unknown('00000000-0000-4000-8000-000000000000', [])],
  ['genPrivateKey', unknown('-----BEGIN RSA PRIVATE KEY-----', ['string'])],
  ['now', unknown('2017-01-01 00:00:00 +0000 UTC', [])],
  ['date', date],
  ['date_in_zone', date],
  ['date_modify', date],
  ['dateInZone', date],
  ['dateModify', date],
  ['htmlDate', date],
  ['htmlDateInZone', date],
];
