import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenStatements } from '../../support/placement/broken-statements.ts';
import { randomCase } from '../../support/placement/random-stack.ts';

/** More cases: `PLACEMENT_CASES=5000`; other ones: `PLACEMENT_SEED=2`. */
const numRuns = Number(process.env.PLACEMENT_CASES ?? 150);
const seed = Number(process.env.PLACEMENT_SEED ?? 7);

test('every placement that the allocator reaches is within what a plan states', () => {
  fc.assert(
    fc.property(randomCase, (some) => {
      expect(brokenStatements(some, 12)).toEqual([]);
    }),
    { numRuns, seed },
  );
});

test('every placement is within bounds that hold without a search', () => {
  fc.assert(
    fc.property(randomCase, (some) => {
      expect(brokenStatements(some, 12, 0)).toEqual([]);
    }),
    { numRuns, seed },
  );
});
