import { sha256Hex } from '../../model/sha256.ts';
import { utf8Bytes, utf8Text } from '../../model/utf8.ts';
import { define, type GoFunction } from './go-function.ts';
import { goQuote } from './go-string.ts';
import { ExecutionError, sprint, type GoValue } from './go-value.ts';

/** A text with one character for each byte, as the base64 functions of browsers and Node have it. */
const binaryText = (all: Uint8Array) =>
  Array.from(all, (byte) => String.fromCharCode(byte)).join('');

const fromBinaryText = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** A slice of a text by bytes, like in Go; out of bounds is Go's panic. */
function cut(text: string, start: number, end: number): string {
  const all = utf8Bytes(text);
  if (start < 0 || end > all.length || start > end) {
    throw new ExecutionError('slice bounds out of range');
  }
  return utf8Text(all.subarray(start, end));
}

function substring(start: number, length: number, text: string): string {
  if (start < 0) return cut(text, 0, length);
  return length < 0 ? cut(text, start, utf8Bytes(text).length) : cut(text, start, length);
}

const trunc = (size: number, text: string) =>
  utf8Bytes(text).length <= size ? text : cut(text, 0, size);

const upperFirst = (text: string) =>
  text.replaceAll(/(^|[\s])(\p{L})/gu, (all) => all.toUpperCase());

const lowerFirst = (text: string) =>
  text.replaceAll(/(^|[\s])(\p{L})/gu, (all) => all.toLowerCase());

/** Removes the characters of a set at both ends. */
function trimSet(set: string, text: string): string {
  const characters = Array.from(text);
  const inSet = (character: string) => set.includes(character);
  const start = characters.findIndex((each) => !inSet(each));
  const end = characters.findLastIndex((each) => !inSet(each));
  return start === -1 ? '' : characters.slice(start, end + 1).join('');
}

const largestRepeat = 1_000_000;

function repeat(count: number, text: string): string {
  if (count < 0) throw new ExecutionError('strings: negative Repeat count');
  if (count * text.length > largestRepeat) throw new RangeError('repeat');
  return text.repeat(count);
}

function abbreviate(width: number, text: string): string {
  if (width < 4 || text.length <= width) return text;
  return `${text.slice(0, width - 3)}...`;
}

function wrapAt(width: number, separator: string, text: string, cutsWords: boolean): string {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const before = rest.lastIndexOf(' ', width);
    const space = before > 0 || cutsWords ? before : rest.indexOf(' ', width);
    if (space <= 0 && !cutsWords) break;
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest].join(separator);
}

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function toBase32(text: string): string {
  const bits = Array.from(utf8Bytes(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const letters = groups.map((group) => base32Letters[Number.parseInt(group.padEnd(5, '0'), 2)]);
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
}

function fromBase32(text: string): string {
  const letters = Array.from(text.replace(/=+$/, ''), (letter) => base32Letters.indexOf(letter));
  if (letters.includes(-1)) return 'illegal base32 data';
  const bits = letters.map((value) => value.toString(2).padStart(5, '0')).join('');
  const whole = bits.match(/.{8}/g) ?? [];
  return utf8Text(Uint8Array.from(whole, (byte) => Number.parseInt(byte, 2)));
}

/** Words between spaces, with quoted parts kept together. Odd: a last multi-byte character is lost. */
export function splitPreserveQuotes(text: string): string[] {
  const pieces: string[] = [];
  const size = utf8Bytes(text).length;
  let piece = '';
  let inQuotes = false;
  let at = 0;
  for (const character of text) {
    if (/\p{Quotation_Mark}/u.test(character)) inQuotes = !inQuotes;
    const isLast = at === size - 1;
    at += utf8Bytes(character).length;
    if (isLast) piece += character;
    if (isLast || (/\s/.test(character) && !inQuotes)) {
      pieces.push(piece);
      piece = '';
    } else piece += character;
  }
  return pieces;
}

const text1 = (body: (text: string) => GoValue) => define(['string'], body);
const text2 = (body: (first: string, second: string) => GoValue) =>
  define(['string', 'string'], body);

/** A fixed text in place of Rancher's random one. */
const chance = (letter: string) =>
  define(['int'], (count: number) => repeat(Math.max(0, count), letter));

const swapCase = (text: string) =>
  Array.from(text, (each) =>
    each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase(),
  ).join('');

/** Sprig's string functions, in the version that Rancher 1.6 uses. */
export const textFunctions: readonly (readonly [string, GoFunction])[] = [
  ['hello', define([], () => 'Hello!')],
  ['abbrev', define(['int', 'string'], abbreviate)],
  [
    'abbrevboth',
    define(['int', 'int', 'string'], (_left: number, right: number, text: string) =>
      abbreviate(right, text),
    ),
  ],
  ['trunc', define(['int', 'string'], trunc)],
  ['trim', text1((text) => text.trim())],
  ['upper', text1((text) => text.toUpperCase())],
  ['lower', text1((text) => text.toLowerCase())],
  ['title', text1(upperFirst)],
  ['untitle', text1(lowerFirst)],
  ['substr', define(['int', 'int', 'string'], substring)],
  ['repeat', define(['int', 'string'], repeat)],
  ['trimall', text2(trimSet)],
  ['trimAll', text2(trimSet)],
  [
    'trimSuffix',
    text2((end, text) => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  ],
  [
    'trimPrefix',
    text2((start, text) => (text.startsWith(start) ? text.slice(start.length) : text)),
  ],
  ['nospace', text1((text) => text.replaceAll(/\s/g, ''))],
  [
    'initials',
    text1((text) =>
      text
        .split(/\s+/)
        .map((word) => word.charAt(0))
        .join(''),
    ),
  ],
  ['randAlphaNum', chance('a')],
  ['randAlpha', chance('a')],
  ['randAscii', chance('a')],
  ['randNumeric', chance('1')],
  ['swapcase', text1(swapCase)],
  [
    'wrap',
    define(['int', 'string'], (width: number, text: string) =>
      wrapAt(Math.max(1, width), '\n', text, false),
    ),
  ],
  [
    'wrapWith',
    define(['int', 'string', 'string'], (width: number, separator: string, text: string) =>
      wrapAt(Math.max(1, width), separator, text, true),
    ),
  ],
  ['contains', text2((part, text) => text.includes(part))],
  ['hasPrefix', text2((start, text) => text.startsWith(start))],
  ['hasSuffix', text2((end, text) => text.endsWith(end))],
  [
    'quote',
    define(
      [],
      (...values: GoValue[]) => values.map((value) => goQuote(sprint(value))).join(' '),
      'any',
    ),
  ],
  [
    'squote',
    define(
      [],
      (...values: GoValue[]) => values.map((value) => `'${sprint(value)}'`).join(' '),
      'any',
    ),
  ],
  ['cat', define([], (...values: GoValue[]) => values.map(sprint).join(' ').trim(), 'any')],
  [
    'indent',
    define(['int', 'string'], (count: number, text: string) => {
      const blanks = repeat(count, ' ');
      return blanks + text.replaceAll('\n', `\n${blanks}`);
    }),
  ],
  [
    'replace',
    define(['string', 'string', 'string'], (old: string, now: string, text: string) =>
      text.split(old).join(now),
    ),
  ],
  [
    'plural',
    define(['string', 'string', 'int'], (one: string, many: string, count: number) =>
      count === 1 ? one : many,
    ),
  ],
  ['sha256sum', text1((text) => sha256Hex(utf8Bytes(text)))],
  [
    'split',
    text2(
      (separator, text) => new Map(text.split(separator).map((part, index) => [`_${index}`, part])),
    ),
  ],
  [
    'join',
    define(['string', 'strings'], (separator: string, parts: string[]) => parts.join(separator)),
  ],
  ['b64enc', text1((text) => btoa(binaryText(utf8Bytes(text))))],
  [
    'b64dec',
    text1((text) =>
      /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)
        ? utf8Text(fromBinaryText(atob(text)))
        : 'illegal base64 data at input byte 0',
    ),
  ],
  ['b32enc', text1(toBase32)],
  ['b32dec', text1(fromBase32)],
  ['splitPreserveQuotes', text1(splitPreserveQuotes)],
];
