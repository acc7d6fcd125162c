import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVersionRange, parseVersion } from '../../../src/rancher/semver-range.ts';
import {
  compareRancherVersions,
  fitsRancher,
  isLaterVersion,
  upgradeOffered,
  upgradeRefusal,
} from '../../../src/rancher/versions.ts';

/** The pairs of an ascending list that are ordered otherwise. */
const unordered = (versions: readonly string[]) => {
  const wrong: string[] = [];
  for (const [index, version] of versions.entries()) {
    for (const later of versions.slice(index + 1)) {
      if (compareRancherVersions(later, version) !== 1) wrong.push(`${later} not > ${version}`);
      if (compareRancherVersions(version, later) !== -1) wrong.push(`${version} not < ${later}`);
    }
  }
  return wrong;
};

describe('compareRancherVersions', () => {
  it.each([
    [['v1.2.0', '1.2.1', 'v1.2.3', '1.3.0', 'v2.0.0', '10.0.0']],
    [['0.1.0-rancher0', '0.1.0-rancher1', '0.1.0-rancher1.1', '1.2.4-rancher6', '1.2.4-rancher10']],
    [['1.0.0-alpha1', '1.0.0-beta1', '1.0.0-rc1', '1.0.0', '1.0.0-2']],
    [['1.0.0-rancher1', '1.0.0']],
  ])('orders %j as the catalog service does', (versions) => {
    expect(unordered(versions)).toEqual([]);
  });

  it('does not look at metadata, prefix and empty pieces', () => {
    expect(compareRancherVersions('v1.0.0+b', '1..0.0+a')).toBe(0);
  });

  it('caps numbers too large for Go', () => {
    expect(isLaterVersion('99999999999999999999', '99999999999999999998')).toBe(false);
  });

  it('never says that a version is later than itself', () => {
    assert(
      property(string(), (text) => {
        expect(isLaterVersion(text, text)).toBe(false);
      }),
    );
  });
});

describe('fitsRancher', () => {
  it.each([
    ['', '1.6.30', '', true],
    ['v1.6.30', 'v1.6.30', 'v1.6.30', true],
    ['v1.6.31', 'v1.6.30', '', false],
    ['', 'v1.6.30', 'v1.6.9', false],
    ['v1.0.0', '', 'v0.1.0', true],
    ['', '', 'v0.1.0', true],
  ])('%s ≤ %s ≤ %s: %s', (low, rancher, high, expected) => {
    expect(fitsRancher(low, rancher, high)).toBe(expected);
  });
});

const to = (version: string, upgradeFrom = '', more = {}) => ({ version, upgradeFrom, ...more });

describe('upgradeRefusal', () => {
  it.each([
    ['1.0.0', to('1.1.0'), undefined],
    ['1.0.0', to('1.0.0'), 'not-later'],
    ['1.0.0', to('1.0.0-rancher1'), 'not-later'],
    ['1.0.0', to('1.1.0', '>=1.0.0'), undefined],
    ['v1.0.0', to('1.1.0', '>=1.0.0 <2.0.0 || 0.1.x'), undefined],
    ['0.1.7', to('1.1.0', '>=1.0.0 <2.0.0 || 0.1.x'), undefined],
    ['0.2.0', to('1.1.0', '>=1.0.0 <2.0.0 || 0.1.x'), 'not-in-range'],
    ['1.0.0', to('1.1.0', '^1.0.0'), 'range-invalid'],
    ['1.0.0', to('1.1.0', '>=v1.0.0'), 'range-invalid'],
    ['1.0', to('1.1.0', '>=1.0.0'), 'version-not-semantic'],
    ['1.0.0', to('1.1.0', '', { minimumRancherVersion: 'v1.6.31' }), 'rancher-version'],
  ])('from %s to %j: %s', (version, candidate, expected) => {
    expect(upgradeRefusal({ version }, candidate, 'v1.6.30')).toBe(expected);
    expect(upgradeOffered({ version }, candidate, 'v1.6.30')).toBe(expected === undefined);
  });
});

describe('parseVersionRange', () => {
  it.each(['', '|| 1.0.0', '1.0.0 ||', '1.0', '~1.0.0', '>1.0.0 ab', '1.x.0'])(
    'cannot read "%s"',
    (range) => {
      expect(parseVersionRange(range)).toBeUndefined();
    },
  );

  it.each([
    ['>1.0.0 a', '1.1.0', true],
    ['!=1.2.x', '1.3.0', false],
    ['>1.x', '1.9.0', false],
    ['<=1.x', '1.9.0', true],
    ['> 1.0.0', '1.0.1', true],
    ['1.0.0-rc.1', '1.0.0-rc.1', true],
  ])('%s holds %s: %s', (range, text, expected) => {
    const version = parseVersion(text);
    expect(version && parseVersionRange(range)?.(version)).toBe(expected);
  });
});
