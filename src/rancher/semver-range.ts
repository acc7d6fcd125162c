import { isLaterVersion } from './versions.ts';

/**
 * A range of `upgrade_from` as the catalog service reads it: a copy of blang/semver in which each
 * comparison is one of Rancher's own order (vendor/github.com/blang/semver/range.go:32-66, from the
 * fork joshwget/semver 41fe7ef). In that order 1.0.0-0 is later than 1.0.0, and it is not total.
 */
export type VersionRange = (version: string) => boolean;

type IsLater = (a: string, b: string) => boolean;

const semantic =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

const isNumber = (text: string) => /^\d+$/.test(text);

/** Whether a number has no leading zero, and fits Go's uint64. */
const isUint64 = (digits: string) =>
  digits === '0' ||
  (!digits.startsWith('0') && digits.length <= 20 && BigInt(digits) < 18_446_744_073_709_551_616n);

/**
 * A semantic version as blang/semver reads it: strict, without a prefix, without leading zeros, each
 * number within 64 bits. Undefined for anything else.
 */
export function parseVersion(text: string): string | undefined {
  const match = semantic.exec(text);
  if (!match) return undefined;
  const [, major = '', minor = '', patch = '', suffix = ''] = match;
  const numbers = [major, minor, patch, ...suffix.split('.').filter(isNumber)];
  return numbers.every(isUint64) ? text : undefined;
}

const comparators: Readonly<Record<string, (later: boolean, earlier: boolean) => boolean>> = {
  '': (later, earlier) => !later && !earlier,
  '=': (later, earlier) => !later && !earlier,
  '==': (later, earlier) => !later && !earlier,
  '!': (later, earlier) => later || earlier,
  '!=': (later, earlier) => later || earlier,
  '>': (later) => later,
  '>=': (later, earlier) => later || !earlier,
  '<': (_later, earlier) => earlier,
  '<=': (later, earlier) => earlier || !later,
};

/** Removes a `v` before versions, with the same replacements in the same order (utils/version.go:23). */
const withoutPrefixes = (range: string) =>
  ['>', '>=', '<', '<=', '=', '!'].reduce(
    (text, operator) => text.replaceAll(`${operator}v`, operator),
    range.replace(/^v+/, ''),
  );

/**
 * Splits a range at spaces, except after an operator. Odd: a part of one character that is
 * followed by a space, or ends the text, is dropped (blang/semver range.go splitAndTrim).
 */
function splitParts(range: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let last = '';
  for (let index = 0; index < range.length; index += 1) {
    const character = range.charAt(index);
    if (character !== ' ') last = character;
    else if (!'><='.includes(last) || last === '') {
      parts.push(range.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(range.slice(start));
  // Of bytes: a part of one character that is not ASCII is kept, and cannot be read.
  return parts
    .filter((part) => part.length > 1 || part > '\x7F')
    .map((part) => part.replaceAll(' ', ''));
}

function splitOperator(part: string): readonly [operator: string, version: string] | undefined {
  const digit = part.search(/\p{Nd}/u);
  return digit === -1 ? undefined : [part.slice(0, digit).trim(), part.slice(digit)];
}

/** The limits that a version with an x expands to: `1.2.x` is `>=1.2.0 <1.3.0`. */
function expandWildcard(operator: string, version: string): string[] {
  const numbers = version.split('.');
  const flat = version.replace('.x.x', '.x').replace('.x', '.0');
  const low = flat.split('.').length === 2 ? `${flat}.0` : flat;
  const raise = (): string => {
    if (numbers.at(-1) !== 'x' || numbers.length < 2 || numbers.length > 3) return '';
    const parts = low.split('.');
    const index = numbers.length === 3 ? 1 : 0;
    // What Go's Atoi reads. A sign or a leading zero is lost, so that `<=1.02.x` is `<1.3.0`.
    const number = /^[+-]?\d{1,30}$/.test(parts[index] ?? '')
      ? BigInt(parts[index] ?? '')
      : undefined;
    if (number === undefined || number >= 9_223_372_036_854_775_807n) return '';
    parts[index] = String(number + 1n);
    return parts.join('.');
  };
  if (operator === '>') return [`>=${raise()}`];
  if (operator === '>=' || operator === '<') return [operator + low];
  if (operator === '<=') return [`<${raise()}`];
  if (operator === '!=' || operator === '!') return [`<${low}`, `>=${raise()}`];
  return ['', '=', '=='].includes(operator) ? [`>=${low}`, `<${raise()}`] : [low];
}

function parsePart(part: string, isLater: IsLater): VersionRange | undefined {
  const [operator, text] = splitOperator(part) ?? [];
  if (operator === undefined || text === undefined) return undefined;
  const compare = comparators[operator];
  const bound = parseVersion(text);
  if (compare === undefined || bound === undefined) return undefined;
  return (version) => compare(isLater(version, bound), isLater(bound, version));
}

/** The parts between `||`; undefined if one side of it is empty. */
function splitAlternatives(parts: readonly string[]): string[][] | undefined {
  const alternatives: string[][] = [[]];
  for (const part of parts) {
    if (part === '||') alternatives.push([]);
    else alternatives.at(-1)?.push(part);
  }
  return alternatives[0]?.length === 0 || alternatives.at(-1)?.length === 0
    ? undefined
    : alternatives;
}

/** Whether one of the alternatives, in their order, includes a version. */
function includes(alternatives: readonly (readonly VersionRange[])[], version: string): boolean {
  for (const all of alternatives) {
    // The service calls a function that is nil, and answers nothing: `>=1.0.0 || || 3.0.0`.
    if (all.length === 0) return false;
    if (all.every((check) => check(version))) return true;
  }
  return false;
}

/**
 * Parses a range of `upgrade_from`, e.g. `>=1.0.0 <2.0.0 || 3.x`, in the syntax of blang/semver: no
 * `^`, no `~`, no brackets. A `v` before a version is removed. Undefined if the service cannot read it.
 * `isLater` is the order of versions; @default Rancher's
 */
export function parseVersionRange(
  range: string,
  isLater: IsLater = isLaterVersion,
): VersionRange | undefined {
  const alternatives = splitAlternatives(splitParts(withoutPrefixes(range)));
  if (alternatives === undefined) return undefined;
  const checks: VersionRange[][] = [];
  for (const alternative of alternatives) {
    const expanded = alternative.flatMap((part) => {
      const split = part.includes('x') ? splitOperator(part) : undefined;
      return split ? expandWildcard(...split) : [part];
    });
    const parsed = expanded.map((part) => parsePart(part, isLater));
    if (parsed.includes(undefined)) return undefined;
    checks.push(parsed.filter((check) => check !== undefined));
  }
  return (version) => includes(checks, version);
}
