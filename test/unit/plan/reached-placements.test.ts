import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planStack } from '../../../src/plan/plan-stack.ts';
import type { SurvivalPromise } from '../../../src/plan/plan-options.ts';
import type { StackPlan } from '../../../src/plan/stack-plan.ts';
import {
  launchOfCase,
  plannedHosts,
  randomCase,
  type RandomCase,
} from '../../support/placement/random-stack.ts';
import { Simulation, type SimulatedEnd } from '../../support/placement/simulate.ts';

const promises: readonly SurvivalPromise[] = [
  { name: 'containers', services: ['a', 'b'], atLeast: 2, kind: 'containers' },
  { name: 'hosts', services: ['a', 'b'], atLeast: 1, kind: 'hosts-with-data' },
];

/** All ways to choose some of a list. */
function choices<T>(some: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return some.flatMap((each, at) =>
    choices(some.slice(at + 1), count - 1).map((rest) => [each, ...rest]),
  );
}

const countOn = (end: SimulatedEnd, hosts: readonly string[], name: string): number =>
  hosts.flatMap((host) => end.hosts.get(host) ?? []).filter((each) => each === name).length;

function checkServices(plan: StackPlan, end: SimulatedEnd, isSearched: boolean): void {
  const names = [...end.hosts.keys()];
  for (const { name, outcome, placed, spread, hosts, reason } of plan.services) {
    const counts = names.map((host) => countOn(end, [host], name));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const error = end.errors.get(name);
    if (outcome === 'never' && total + hosts.length > 0) expect(error, name).toBeDefined();
    if (outcome === 'always') expect(error, name).toBeUndefined();
    expect(total, name).toBeGreaterThanOrEqual(placed.fewest);
    expect(total, name).toBeLessThanOrEqual(placed.most);
    for (const [at, count] of counts.entries()) {
      if (count > 0) expect(hosts, name).toContain(names[at]);
    }
    if (spread && total > 0) {
      expect(Math.max(...counts), name).toBeLessThanOrEqual(spread.worst);
      expect(Math.max(...counts), name).toBeGreaterThanOrEqual(spread.best);
    }
    const texts = [reason?.rancherText, ...(reason?.otherTexts ?? [])];
    if (isSearched && error && texts.length < 5) expect(texts, name).toContain(error);
  }
}

function checkLosses(plan: StackPlan, end: SimulatedEnd, lose: number): void {
  const names = [...end.hosts.keys()];
  for (const lost of choices(names, Math.min(lose, names.length))) {
    const loss = plan.losses.find(({ hosts }) =>
      hosts.every((part) => lost.filter((each) => part.names.includes(each)).length === part.lost),
    );
    for (const { name } of plan.services) {
      const most = loss?.services.find((each) => each.name === name)?.lost ?? 0;
      expect(countOn(end, lost, name), `${name} on ${lost.join()}`).toBeLessThanOrEqual(most);
    }
    for (const { name, outcome, left } of plan.promises) {
      const promise = promises.find((each) => each.name === name);
      const others = names.filter((each) => !lost.includes(each));
      const counts = others.map((host) =>
        (promise?.services ?? []).reduce((sum, each) => sum + countOn(end, [host], each), 0),
      );
      const found = counts.reduce(
        (sum, count) => sum + (promise?.kind === 'containers' ? count : Number(count > 0)),
        0,
      );
      if (outcome !== 'undecided') expect(found, name).toBeGreaterThanOrEqual(left);
      if (outcome === 'kept') expect(found, name).toBeGreaterThanOrEqual(promise?.atLeast ?? 0);
    }
  }
}

function planCase(some: RandomCase, limit?: number): StackPlan {
  return planStack(launchOfCase(some), {
    hosts: plannedHosts(some),
    stackName: 'r',
    hasScheduler: some.hasScheduler,
    lose: some.lose,
    promises,
    ...(limit === undefined ? {} : { limit }),
  });
}

function checkCase(some: RandomCase, seeds: readonly number[], limit?: number): void {
  const plan = planCase(some, limit);
  for (const seed of seeds) {
    let state = seed;
    const pick = (most: number) => {
      // A linear congruential generator; the high bits are the good ones.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return most === 0 ? 0 : Math.floor((state / 2 ** 32) * most);
    };
    const end = new Simulation(some.hosts, some.services, some.hasScheduler, pick).run();
    checkServices(plan, end, limit === undefined);
    checkLosses(plan, end, some.lose);
    if (plan.outcome === 'always') expect(end.errors.size).toBe(0);
    if (plan.outcome === 'never') expect(end.errors.size + plan.services.length).toBeGreaterThan(0);
  }
}

const seeds = Array.from({ length: 12 }, (_none, at) => at * 7_919 + 1);

/** More of them: `PLACEMENT_CASES=5000`, with other ones: `PLACEMENT_SEED=2`. */
const numRuns = Number(process.env.PLACEMENT_CASES ?? 150);
const seed = Number(process.env.PLACEMENT_SEED ?? 7);

test('every placement that the allocator reaches is within what a plan states', () => {
  fc.assert(
    fc.property(randomCase, (some) => checkCase(some, seeds)),
    { numRuns, seed },
  );
});

test('every placement is within bounds that hold without a search', () => {
  fc.assert(
    fc.property(randomCase, (some) => checkCase(some, seeds, 0)),
    { numRuns, seed },
  );
});
