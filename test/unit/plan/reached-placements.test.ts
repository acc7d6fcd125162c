import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenStatements, unreachedFigures } from '../../support/placement/broken-statements.ts';
import { randomCase, type RandomCase } from '../../support/placement/random-stack.ts';

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

test('figures that a plan calls exact are reached', () => {
  const isSmall = ({ hosts, services }: RandomCase) =>
    hosts.length <= 3 && services.reduce((sum, { scale }) => sum + scale, 0) <= 4;
  fc.assert(
    fc.property(randomCase.filter(isSmall), (some) => {
      expect(unreachedFigures(some, 400)).toEqual([]);
    }),
    { numRuns: Math.ceil(numRuns / 3), seed },
  );
});
