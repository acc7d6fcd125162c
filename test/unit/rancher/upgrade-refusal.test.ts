import { describe, expect, it } from 'vitest';
import { upgradeOffered, upgradeRefusal } from '../../../src/rancher/upgrades.ts';

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
    ['1.0.0', to('1.1.0', '>=v1.0.0'), undefined],
    ['v1.0.0', to('1.1.0', 'v1.0.0 || >=vv3.0.0'), undefined],
    ['1.0.0', to('1.1.0', '> v1.0.0'), 'range-invalid'],
    // In Rancher's order 1.0.0-0 and 1.0.0-1 are later than 1.0.0.
    ['1.0.0', to('1.1.0', '>=1.0.0-0 <2.0.0-0'), 'not-in-range'],
    ['1.0.0', to('1.1.0', '>=1.0.0-0 <2.0.0-0 || =1.0.0'), undefined],
    ['1.0.0-1', to('1.1.0', '>=1.0.0'), undefined],
    ['1.0.0+b', to('1.1.0', '=1.0.0'), undefined],
    ['1.0', to('1.1.0', '>=1.0.0'), 'version-not-semantic'],
    ['1.0.0', to('1.1.0', '', { minimumRancherVersion: 'v1.6.31' }), 'rancher-version'],
  ])('from %s to %j: %s', (version, candidate, expected) => {
    expect(upgradeRefusal({ version }, candidate, 'v1.6.30')).toBe(expected);
    expect(upgradeOffered({ version }, candidate, 'v1.6.30')).toBe(expected === undefined);
  });
});
