import { expect, test } from 'vitest';
import { compareVerdicts } from '../support/compare-verdicts.ts';
import { randomCases } from '../support/schema-cases.ts';

test.each([1, 2, 3, 4, 5])(
  'helm 3, helm 4 and ajv accept the same values: 100 cases from seed %i',
  (seed) => {
    const { differing, refusedShare } = compareVerdicts(randomCases(100, seed));
    expect(differing).toEqual([]);
    expect(refusedShare).toBeGreaterThan(0.2);
    expect(refusedShare).toBeLessThan(0.8);
  },
  120_000,
);
