import { expect, test } from 'vitest';
import { compareVerdicts } from '../support/compare-verdicts.ts';
import { patternCases, randomCases } from '../support/schema-cases.ts';

test('helm 3, helm 4 and ajv accept the same values', () => {
  const { differing, refusedShare } = compareVerdicts(randomCases(100, 20));
  expect(differing).toEqual([]);
  // Neither all nor none: otherwise nothing would be compared.
  expect(refusedShare).toBeGreaterThan(0.2);
  expect(refusedShare).toBeLessThan(0.8);
});

test('helm 3, helm 4 and ajv read patterns the same', () => {
  expect(compareVerdicts(patternCases()).differing).toEqual([]);
});
