import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planRound, type RoundPlan } from '../../../src/cluster/storm/plan-round.ts';
import { faultNames, stormFaults } from '../../../src/cluster/storm/storm-fault.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const sizes = fc.integer({ min: 1, max: 9 });
const names = fc.subarray(
  faultNames.filter((name) => name !== 'switchover'),
  { minLength: 1 },
);

const roundsOf = (seed: number, count: number, data = 3): RoundPlan[] =>
  Array.from({ length: count }, (_, index) =>
    planRound({ seed, faults: faultNames, data }, index + 1),
  );

test('the same seed plans the same rounds, whichever round runs first', () => {
  fc.assert(
    fc.property(seeds, sizes, (seed, data) => {
      const forwards = roundsOf(seed, 12, data);
      const backwards = forwards
        .toReversed()
        .map(({ round }) => planRound({ seed, faults: faultNames, data }, round))
        .toReversed();
      expect(backwards).toEqual(forwards);
    }),
  );
});

test('other seeds plan other rounds', () => {
  const all = Array.from({ length: 50 }, (_, seed) => JSON.stringify(roundsOf(seed, 5)));
  expect(new Set(all).size).toBe(50);
});

test('every fault of every plan can happen, lasts as long as it can, and loses one volume at most', () => {
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 2, max: 9 }),
      names,
      (seed, round, data, faults) => {
        const plan = planRound({ seed, faults, data }, round);
        expect(plan.writeMs).toBeGreaterThanOrEqual(1000);
        expect(plan.writeMs).toBeLessThanOrEqual(3000);
        expect(plan.faults.length).toBeLessThanOrEqual(2);
        for (const { name, lastsMs, target } of plan.faults) {
          const { lastsMs: bounds, targets } = stormFaults[name];
          expect(faults).toContain(name);
          expect(lastsMs).toBeGreaterThanOrEqual(bounds[0]);
          expect(lastsMs).toBeLessThanOrEqual(bounds[1]);
          expect(targets.length === 0 ? [undefined] : targets).toContain(target);
        }
        const lose = plan.faults.filter(({ name }) => stormFaults[name].losesVolume === true);
        expect(lose.length).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('a fault of the whole cluster is alone in its round', () => {
  for (const { faults } of roundsOf(11, 400)) {
    const isWhole = faults.some(({ target }) => target === undefined);
    expect(isWhole && faults.length > 1).toBe(false);
  }
});

test('a single data node neither loses its volume nor hands over', () => {
  for (const { faults } of roundsOf(3, 400, 1)) {
    for (const { name, target } of faults) {
      expect(['kill-empty', 'stop-all', 'kill-all', 'switchover']).not.toContain(name);
      expect(target).not.toBe('replica');
    }
  }
});

test('a storm has every fault, and most killed nodes are back within three seconds', () => {
  const all = roundsOf(5, 1000).flatMap(({ faults }) => faults);
  expect(new Set(all.map(({ name }) => name)).size).toBe(faultNames.length);
  const returns = all.filter(({ name }) => name === 'kill-return');
  const quick = returns.filter(({ lastsMs }) => lastsMs <= 3000);
  expect(quick.length / returns.length).toBeGreaterThan(0.7);
});
