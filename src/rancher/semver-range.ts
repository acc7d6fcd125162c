import SemVer from 'semver/classes/semver.js';

/** Whether a version is in a range. */
export type VersionRange = (version: SemVer) => boolean;

/**
 * A semantic version as blang/semver reads it: strict, without a prefix, without leading zeros.
 * Undefined for anything else.
 */
export function parseVersion(text: string): SemVer | undefined {
  // The library allows spaces and a v before the numbers; the service does not.
  if (!/^\d+\.\d+\.\d/.test(text) || text !== text.trim()) return undefined;
  try {
    return new SemVer(text);
  } catch {
    return undefined;
  }
}

const comparators: Readonly<Record<string, (order: number) => boolean>> = {
  '': (order) => order === 0,
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '!': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

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
      if (start < index - 1) parts.push(range.slice(start, index));
      start = index + 1;
    }
  }
  if (start < range.length - 1) parts.push(range.slice(start));
  return parts.map((part) => part.replaceAll(' ', ''));
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
    if (!/^\d+$/.test(parts[index] ?? '')) return '';
    parts[index] = String(Number(parts[index]) + 1);
    return parts.join('.');
  };
  if (operator === '>') return [`>=${raise()}`];
  if (operator === '>=' || operator === '<') return [operator + low];
  if (operator === '<=') return [`<${raise()}`];
  if (operator === '!=' || operator === '!') return [`<${low}`, `>=${raise()}`];
  return ['', '=', '=='].includes(operator) ? [`>=${low}`, `<${raise()}`] : [low];
}

function parsePart(part: string): VersionRange | undefined {
  const [operator, text] = splitOperator(part) ?? [];
  if (operator === undefined || text === undefined) return undefined;
  const compare = comparators[operator];
  const bound = parseVersion(text);
  if (compare === undefined || bound === undefined) return undefined;
  return (version) => compare(version.compare(bound));
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

/**
 * Parses a range of `upgrade_from`, e.g. `>=1.0.0 <2.0.0 || 3.x`, in the syntax of blang/semver:
 * no `^`, no `~`, no brackets. Undefined if the service cannot read it.
 */
export function parseVersionRange(range: string): VersionRange | undefined {
  const alternatives = splitAlternatives(splitParts(range));
  if (alternatives === undefined) return undefined;
  const checks: VersionRange[][] = [];
  for (const alternative of alternatives) {
    const expanded = alternative.flatMap((part) => {
      const split = part.includes('x') ? splitOperator(part) : undefined;
      return split ? expandWildcard(...split) : [part];
    });
    const parsed = expanded.map(parsePart);
    if (parsed.includes(undefined)) return undefined;
    checks.push(parsed.filter((check) => check !== undefined));
  }
  return (version) => checks.some((all) => all.every((check) => check(version)));
}
