import type { ScalarNode } from './yaml-node.ts';

type Resolved = Pick<ScalarNode, 'type' | 'value'>;

const words = new Map<string, Resolved>();
const add = (resolved: Resolved, ...forms: string[]) => {
  for (const form of forms) words.set(form, resolved);
};
// Only these exact spellings (go-yaml v2 resolve.go, init).
add({ type: 'bool', value: true }, 'y', 'Y', 'yes', 'Yes', 'YES');
add({ type: 'bool', value: true }, 'true', 'True', 'TRUE', 'on', 'On', 'ON');
add({ type: 'bool', value: false }, 'n', 'N', 'no', 'No', 'NO');
add({ type: 'bool', value: false }, 'false', 'False', 'FALSE', 'off', 'Off', 'OFF');
add({ type: 'null', value: null }, '', '~', 'null', 'Null', 'NULL');
add({ type: 'float', value: Number.NaN }, '.nan', '.NaN', '.NAN');
add({ type: 'float', value: Number.POSITIVE_INFINITY }, '.inf', '.Inf', '.INF');
add({ type: 'float', value: Number.POSITIVE_INFINITY }, '+.inf', '+.Inf', '+.INF');
add({ type: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf', '-.Inf', '-.INF');

const largestSigned = 2n ** 63n - 1n;
const largestUnsigned = 2n ** 64n - 1n;

const digitsOf = { '': /^\d+$/, '0x': /^[\da-f]+$/i, '0o': /^[0-7]+$/, '0b': /^[01]+$/ };

/** Go's ParseInt, then ParseUint, with base 0: a leading 0 means octal; 0x, 0o and 0b set the base. */
function parseInteger(text: string): Resolved | undefined {
  const [, sign = '', prefix = '', rest = ''] = /^([+-]?)(0[xob]|0(?=.))?(.*)$/is.exec(text) ?? [];
  const base = (prefix === '0' ? '0o' : prefix.toLowerCase()) as keyof typeof digitsOf;
  if (!digitsOf[base].test(rest)) return undefined;
  const size = BigInt(base + rest);
  const limit = { '-': largestSigned + 1n, '+': largestSigned, '': largestUnsigned }[sign] ?? 0n;
  if (size > limit) return undefined;
  const whole = sign === '-' ? -size : size;
  const number = Number(whole);
  return { type: 'int', value: Number.isSafeInteger(number) ? number : whole };
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const infinity = /^[-+]inf(?:inity)?$/i;

/** Go's ParseFloat; numbers out of its range are not numbers. */
function parseFloat64(text: string): Resolved | undefined {
  if (infinity.test(text)) {
    return { type: 'float', value: text.startsWith('-') ? -Infinity : Infinity };
  }
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}

/**
 * The type that the go-yaml v2 of 2016, used by Rancher 1.6, gives a plain scalar: the words above
 * are booleans and nulls, 010 is 8, 1_000 is 1000, 1e3 is a number; dates and 1:30 are text.
 */
export function resolveScalar(text: string): Resolved {
  if (text === '' || /^[yYnNtTfFoO~.+-]/.test(text)) {
    const word = words.get(text);
    if (word) return word;
  }
  if (text.startsWith('.')) return parseFloat64(text) ?? { type: 'str', value: text };
  if (!/^[\d+-]/.test(text)) return { type: 'str', value: text };
  const plain = text.replaceAll('_', '');
  return parseInteger(plain) ?? parseFloat64(plain) ?? { type: 'str', value: text };
}
