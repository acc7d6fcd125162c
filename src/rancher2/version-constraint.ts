import { compareChartVersions, parseChartVersion, type ChartVersion } from './chart-version.ts';

/*
 * Constraints as Masterminds/semver v3 reads them (constraints.go), for kubeVersion and Rancher's annotations.
 * A pre-release fits only where the constraint has a suffix: in v3.3, which Helm 3.17 has, in each bound of a
 * group; in v3.4 and later, which Helm 4 has, in one of them.
 */

/** In how many bounds of a group a suffix is needed for pre-releases. */
export type SuffixRule = 'each' | 'one';

/** Whether a version fits. */
export type VersionConstraint = (version: ChartVersion, rule: SuffixRule) => boolean;

/** One comparison of a constraint. */
interface Bound {
  readonly operator: string;
  readonly version: ChartVersion;
  /** Numbers that are missing or x: of all three, of minor and patch, of patch. */
  readonly open: 'none' | 'all' | 'minor' | 'patch';
}

const number = String.raw`[\d|xX*]+`;
const identifiers = String.raw`[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*`;
const version = String.raw`v?(${number})(\.${number})?(\.${number})?(-${identifiers})?(?:\+${identifiers})?`;
const operators = '!=|>=|=>|<=|=<|~>|=|>|<|~|\\^|';
const range = new RegExp(String.raw`(${version})\s+-\s+(${version})`, 'g');

/** Longer texts are not read; real ones have at most 60 characters. */
const longest = 1000;

const isAny = (part: string | undefined) => part === undefined || /^\.?[xX*]$/.test(part);

/** How many numbers of a bound are open, and its version with zeros in their place. */
function closed(parts: readonly (string | undefined)[]): [Bound['open'], string] {
  const [major = '', minor, patch, suffix = ''] = parts;
  if (isAny(major)) return ['all', `0.0.0${suffix}`];
  if (isAny(minor)) return ['minor', `${major}.0.0${suffix}`];
  if (isAny(patch)) return ['patch', `${major}${minor}.0${suffix}`];
  return ['none', `${major}${minor}${patch}${suffix}`];
}

/** The bounds of a text without `||`, between blanks or commas; undefined if it is malformed. */
function parseBounds(text: string): Bound[] | undefined {
  const bounds: Bound[] = [];
  const next = new RegExp(String.raw`(${operators})\s*${version}`, 'y');
  const separator = /\s*,\s*|\s+/y;
  let at = 0;
  const trimmed = text.trim();
  while (at < trimmed.length) {
    if (bounds.length > 0) {
      separator.lastIndex = at;
      if (!separator.test(trimmed)) return undefined;
      at = separator.lastIndex;
    }
    next.lastIndex = at;
    const match = next.exec(trimmed);
    if (!match) return undefined;
    const [, operator = '', ...parts] = match;
    const [open, filled] = closed(parts);
    const parsed = parseChartVersion(filled);
    if (parsed === undefined) return undefined;
    bounds.push({ operator, version: parsed, open });
    at = next.lastIndex;
  }
  return bounds.length > 0 ? bounds : undefined;
}

/** `~1.2`: the same major and minor version, as far as they are given. */
function isNear(tested: ChartVersion, { version: bound, open }: Bound): boolean {
  if (compareChartVersions(tested, bound) < 0) return false;
  const [major, minor, patch] = bound.numbers;
  if (major + minor + patch === 0n && (open === 'none' || open === 'all')) return true;
  return tested.numbers[0] === major && (open === 'minor' || tested.numbers[1] === minor);
}

/** `^1.2`: the same version up to the first number that is not 0. */
function isCompatible(tested: ChartVersion, { version: bound, open }: Bound): boolean {
  if (compareChartVersions(tested, bound) < 0) return false;
  const [major, minor, patch] = bound.numbers;
  const [testedMajor, testedMinor, testedPatch] = tested.numbers;
  if (major > 0n || open === 'minor') return testedMajor === major;
  if (testedMajor > 0n) return false;
  if (minor > 0n || open === 'patch') return testedMinor === minor;
  if (testedMinor > 0n) return false;
  return open === 'all' || testedPatch === patch;
}

/** `!=1.2`: any other minor version. */
function isOther(tested: ChartVersion, { version: bound, open }: Bound): boolean {
  if (open === 'none') return compareChartVersions(tested, bound) !== 0;
  if (tested.numbers[0] !== bound.numbers[0]) return true;
  if (open === 'minor') return false;
  if (tested.numbers[1] !== bound.numbers[1]) return true;
  const isSuffixed = tested.preRelease.length + bound.preRelease.length > 0;
  if (open === 'patch') {
    return isSuffixed && tested.preRelease.join('.') !== bound.preRelease.join('.');
  }
  return compareChartVersions(tested, bound) !== 0;
}

function isAbove(tested: ChartVersion, { version: bound, open }: Bound): boolean {
  const [major, minor] = tested.numbers;
  const [boundMajor, boundMinor] = bound.numbers;
  if (open === 'none' || major !== boundMajor) {
    return open === 'none' ? compareChartVersions(tested, bound) > 0 : major > boundMajor;
  }
  if (open === 'minor') return false;
  if (open === 'patch') return minor > boundMinor;
  return compareChartVersions(tested, bound) > 0;
}

function isAtMost(tested: ChartVersion, { version: bound, open }: Bound): boolean {
  if (open === 'none') return compareChartVersions(tested, bound) <= 0;
  const [major, minor] = tested.numbers;
  const [boundMajor, boundMinor] = bound.numbers;
  if (major !== boundMajor) return major < boundMajor;
  return minor <= boundMinor || open === 'minor';
}

function fits(tested: ChartVersion, bound: Bound): boolean {
  const { operator } = bound;
  const compared = compareChartVersions(tested, bound.version);
  switch (operator) {
    case '!=':
      return isOther(tested, bound);
    case '>':
      return isAbove(tested, bound);
    case '<':
      return compared < 0;
    case '>=':
    case '=>':
      return compared >= 0;
    case '<=':
    case '=<':
      return isAtMost(tested, bound);
    case '~':
    case '~>':
      return isNear(tested, bound);
    case '^':
      return isCompatible(tested, bound);
    default:
      return bound.open === 'none' ? compared === 0 : isNear(tested, bound);
  }
}

/** Whether a pre-release is compared with a bound at all; odd: in v3.3 with any `!=` of a whole version. */
const looksAt = ({ operator, version: bound, open }: Bound, rule: SuffixRule): boolean =>
  bound.preRelease.length > 0 || (rule === 'each' && operator === '!=' && open === 'none');

/** Parses a constraint; undefined if it is malformed. */
export function parseConstraint(text: string): VersionConstraint | undefined {
  if (text.length > longest) return undefined;
  const groups = text
    .replaceAll(range, (_, from: string, ...rest: string[]) => `>= ${from}, <= ${rest[4] ?? ''} `)
    .split('||')
    .map(parseBounds);
  const parsed = groups.filter((group) => group !== undefined);
  if (parsed.length < groups.length) return undefined;
  return (tested, rule) =>
    parsed.some((bounds) => {
      const isOpen =
        tested.preRelease.length === 0 ||
        (rule === 'one' && bounds.some((each) => each.version.preRelease.length > 0));
      return bounds.every((bound) => (isOpen || looksAt(bound, rule)) && fits(tested, bound));
    });
}
