import { assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upgradeRange } from '../../../src/generate/upgrade-range.ts';
import { upgradeOffered } from '../../../src/rancher/upgrades.ts';
import { isLaterVersion } from '../../../src/rancher/versions.ts';

const suffixes = [
  '',
  '',
  '',
  '-0',
  '-1',
  '-2',
  '-rc1',
  '-rc.1',
  '-RC2',
  '-alpha',
  '-beta.2',
  '+b1',
];
const versions = tuple(
  integer({ min: 0, max: 3 }),
  integer({ min: 0, max: 2 }),
  integer({ min: 0, max: 11 }),
  constantFrom(...suffixes),
).map(([major, minor, patch, suffix]) => `${major}.${minor}.${patch}${suffix}`);

const candidate = (version: string) => ({ version, upgradeFrom: upgradeRange(undefined, version) });
const majorOf = (version: string) => version.split('.')[0];

describe('upgradeRange', () => {
  it.each([
    ['1.0.0', '1.0.1'],
    ['1.0.0', '1.2.0'],
    ['2.0.0', '2.1.0'],
    ['0.0.0', '0.0.1'],
    ['1.0.0', '1.0.0-1'],
    ['1.0.0-rc1', '1.0.0'],
    ['1.0.0-rc.1', '1.0.0-rc.2'],
    ['1.2.0-rc1', '1.2.0'],
  ])('lets stacks on %s upgrade to %s', (from, to) => {
    expect(upgradeOffered({ version: from }, candidate(to))).toBe(true);
  });

  it.each([
    ['1.9.0', '2.0.0'],
    ['1.0.0', '2.0.0'],
    ['0.9.0', '1.0.0'],
    ['1.9.0', '2.0.0-rc1'],
    ['9.0.0', '10.0.0'],
  ])('keeps stacks on %s from %s', (from, to) => {
    expect(upgradeOffered({ version: from }, candidate(to))).toBe(false);
  });

  it('offers a version to exactly the earlier ones of its major version', () => {
    assert(
      property(versions, versions, (from, to) => {
        const expected = isLaterVersion(to, from) && majorOf(from) === majorOf(to);
        expect(upgradeOffered({ version: from }, candidate(to)), `${from} to ${to}`).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
