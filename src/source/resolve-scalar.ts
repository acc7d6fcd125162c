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

const forms = {
  '0x': { digits: /^[\da-f]+$/i, most: 16 },
  '0o': { digits: /^[0-7]+$/, most: 22 },
  '0b': { digits: /^[01]+$/, most: 64 },
  '': { digits: /^\d+$/, most: 20 },
};

function integer(
  text: string,
  form: keyof typeof forms,
  isNegative: boolean,
  limit: bigint,
): Resolved | undefined {
  if (!forms[form].digits.test(text)) return undefined;
  const digits = text.replace(/^0+(?=.)/, '');
  // A BigInt of more digits takes quadratic time.
  if (digits.length > forms[form].most) return undefined;
  const size = BigInt(form + digits);
  if (size > limit) return undefined;
  const whole = isNegative ? -size : size;
  const number = Number(whole);
  return { type: 'int', value: Number.isSafeInteger(number) ? number || 0 : whole };
}

/** Go's ParseInt, then ParseUint, with base 0: a leading 0 means octal; 0x, 0o and 0b set the base. */
function parseInteger(text: string): Resolved | undefined {
  const sign = text.startsWith('-') || text.startsWith('+') ? text.charAt(0) : '';
  const unsigned = sign === '' ? text : text.slice(1);
  const prefix = /^0[xob]/i.exec(unsigned)?.[0] ?? '';
  const isOctal = prefix === '' && unsigned.startsWith('0') && unsigned.length > 1;
  const form = isOctal ? '0o' : (prefix.toLowerCase() as keyof typeof forms);
  const limit = { '-': largestSigned + 1n, '+': largestSigned, '': largestUnsigned }[sign] ?? 0n;
  return integer(unsigned.slice(prefix.length), form, sign === '-', limit);
}

/** Odd: go-yaml's own reading of 0b accepts a sign after it. */
function parseBinary(text: string): Resolved | undefined {
  const [, outer = '', inner = '', digits] = /^(-?)0b([-+])([01]+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const isNegative = (outer === '-') !== (inner === '-');
  return integer(digits, '0b', isNegative, inner === '-' ? largestSigned + 1n : largestSigned);
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;
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

/** Nearly all numbers of a compose file: they take a tenth of the time. */
const smallInteger = /^(?:0|[1-9]\d{0,14})$/;

/** First characters of words and numbers. */
const special = 'yYnNtTfFoO~.+-0123456789';

/**
 * The type that the go-yaml v2 of 2016, used by Rancher 1.6, gives a plain scalar: the words above
 * are booleans and nulls, 010 is 8, 1_000 is 1000, 1e3 is a number; dates and 1:30 are text.
 */
export function resolveScalar(text: string): Resolved {
  const first = text === '' ? '~' : text.charAt(0);
  if (!special.includes(first)) return { type: 'str', value: text };
  const word = words.get(text);
  if (word) return word;
  if (first === '.') return parseFloat64(text) ?? { type: 'str', value: text };
  if (smallInteger.test(text)) return { type: 'int', value: Number(text) };
  if (!/^[\d+-]/.test(text)) return { type: 'str', value: text };
  return resolveNumber(text);
}

function resolveNumber(text: string): Resolved {
  const plain = text.replaceAll('_', '');
  return (
    parseInteger(plain) ?? parseFloat64(plain) ?? parseBinary(plain) ?? { type: 'str', value: text }
  );
}
