/**
 * A version as Masterminds/semver v3 reads it (version.go, NewVersion): minor and patch can be missing, `v`
 * before and zeros at the beginning of a number are accepted.
 */
export interface ChartVersion {
  /** Major, minor, patch. */
  readonly numbers: readonly [bigint, bigint, bigint];
  /** Parts of the pre-release, none for a release. What follows `+` does not count. */
  readonly preRelease: readonly string[];
}

const identifiers = String.raw`[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*`;
const loose = new RegExp(
  String.raw`^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-(${identifiers}))?(?:\+(?:${identifiers}))?$`,
);

const mostUint64 = 2n ** 64n - 1n;
const isNumber = (text: string) => /^\d+$/.test(text);

/** Digits as a 64-bit number; more than 20 of them are never one, but for zeros before it. */
function uint64(digits: string): bigint | undefined {
  const short = digits.replace(/^0+(?=\d)/, '');
  if (short.length > 20) return undefined;
  const value = BigInt(short);
  return value <= mostUint64 ? value : undefined;
}

/** Parses a version; undefined if it is not one. */
export function parseChartVersion(text: string): ChartVersion | undefined {
  const match = loose.exec(text);
  if (!match) return undefined;
  const [, first = '', second = '0', third = '0', suffix] = match;
  const [major, minor, patch] = [uint64(first), uint64(second), uint64(third)];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const preRelease = suffix === undefined ? [] : suffix.split('.');
  if (preRelease.some((part) => /^0\d+$/.test(part))) return undefined;
  return { numbers: [major, minor, patch], preRelease };
}

const order = <T extends bigint | number | string>(a: T, b: T): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Numbers that fit 64 bits are less than texts. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  const left = isNumber(a) ? uint64(a) : undefined;
  const right = isNumber(b) ? uint64(b) : undefined;
  if (left === undefined && right === undefined) return order(a, b);
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  return order(left, right);
}

/** Compares two versions: negative, 0 or positive. */
export function compareChartVersions(a: ChartVersion, b: ChartVersion): number {
  for (const [index, number] of a.numbers.entries()) {
    const compared = order(number, b.numbers[index] ?? 0n);
    if (compared !== 0) return compared;
  }
  if (a.preRelease.length === 0 || b.preRelease.length === 0) {
    return Number(a.preRelease.length === 0) - Number(b.preRelease.length === 0);
  }
  const length = Math.max(a.preRelease.length, b.preRelease.length);
  for (let index = 0; index < length; index += 1) {
    const compared = compareParts(a.preRelease[index], b.preRelease[index]);
    if (compared !== 0) return compared;
  }
  return 0;
}
