import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchUnits } from '../../../src/plan/matching.ts';

/** Units that can be placed at most, by trying all. */
function most(units: readonly number[], hosts: readonly number[], uses: boolean[][]): number {
  const at = units.findIndex((count) => count > 0);
  if (at === -1) return 0;
  const less = units.with(at, (units[at] ?? 0) - 1);
  const skipped = most(less, hosts, uses);
  return hosts.reduce((best, free, type) => {
    if (free === 0 || !uses[at]?.[type]) return best;
    return Math.max(best, 1 + most(less, hosts.with(type, free - 1), uses));
  }, skipped);
}

const few = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength: length, maxLength: length });

const cases = fc.record({
  units: few(3),
  hosts: few(3),
  uses: fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  }),
});

test('as many units as possible get a host, and the rest proves that there are too few', () => {
  fc.assert(
    fc.property(cases, ({ units, hosts, uses }) => {
      const all = units.reduce((sum, each) => sum + each, 0);
      const found = matchUnits(units, hosts, (at, type) => uses[at]?.[type] ?? false);
      expect(found.missing).toBe(all - most(units, hosts, uses));
      const wanted = found.classes.reduce((sum, at) => sum + (units[at] ?? 0), 0);
      const free = found.types.reduce((sum, type) => sum + (hosts[type] ?? 0), 0);
      expect(wanted - free > 0).toBe(found.missing > 0);
      const others = hosts.flatMap((_count, type) => (found.types.includes(type) ? [] : [type]));
      expect(found.classes.some((at) => others.some((type) => uses[at]?.[type]))).toBe(false);
    }),
    { numRuns: 500, seed: 3 },
  );
});
