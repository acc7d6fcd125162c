import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRancherVersions,
  fitsRancher,
  isLaterVersion,
} from '../../../src/rancher/versions.ts';

/** The pairs of an ascending list that are in another order. */
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

  it('ignores metadata, prefix and empty parts', () => {
    expect(compareRancherVersions('v1.0.0+b', '1..0.0+a')).toBe(0);
  });

  it('caps numbers too large for Go', () => {
    expect(isLaterVersion('99999999999999999999', '99999999999999999998')).toBe(false);
  });

  it('never orders a version after itself', () => {
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
