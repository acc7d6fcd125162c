import { planStack } from '../../../src/plan/plan-stack.ts';
import type { SurvivalPromise } from '../../../src/plan/plan-options.ts';
import type { ServicePlan, StackPlan } from '../../../src/plan/stack-plan.ts';
import { launchOfCase, plannedHosts, type RandomCase } from './random-stack.ts';
import { Simulation, type SimulatedEnd } from './simulate.ts';

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

/** Statements that hold, with their texts. */
type Statements = readonly (readonly [holds: boolean, text: string])[];

/** A global service without a host for it is never placed, and wants nothing. */
const isWithoutHosts = ({ wanted, hosts }: ServicePlan) =>
  wanted === 'global' && hosts.length === 0;

function aboutService(service: ServicePlan, end: SimulatedEnd, isSearched: boolean): Statements {
  const { name, outcome, placed, spread, hosts, reason } = service;
  const names = [...end.hosts.keys()];
  const counts = names.map((host) => countOn(end, [host], name));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...counts);
  const error = end.errors.get(name);
  const texts = [reason?.rancherText ?? '', ...(reason?.otherTexts ?? [])];
  const isTextKnown = !isSearched || texts.length >= 5 || texts.includes(error ?? '');
  return [
    [
      outcome !== 'never' || isWithoutHosts(service) || error !== undefined,
      `${name} is never placed`,
    ],
    [outcome !== 'always' || error === undefined, `${name} is always placed`],
    [total >= placed.fewest && total <= placed.most, `${name} has ${placed.fewest}-${placed.most}`],
    [names.every((host, at) => counts[at] === 0 || hosts.includes(host)), `${name} uses ${hosts}`],
    [!spread || total === 0 || most <= spread.worst, `${name} has ${spread?.worst} on one host`],
    [!spread || total === 0 || most >= spread.best, `${name} has ${spread?.best} on one host`],
    [error === undefined || error === '' || isTextKnown, `${name}: ${texts.join(' | ')}`],
  ];
}

function aboutLoss(plan: StackPlan, end: SimulatedEnd, lost: readonly string[]): Statements {
  const loss = plan.losses.find(({ hosts }) =>
    hosts.every((part) => lost.filter((each) => part.names.includes(each)).length === part.lost),
  );
  const others = [...end.hosts.keys()].filter((each) => !lost.includes(each));
  const services = plan.services.map(({ name }) => {
    const most = loss?.services.find((each) => each.name === name)?.lost ?? 0;
    return [countOn(end, lost, name) <= most, `${name} loses ${most} on ${lost}`] as const;
  });
  const kept = plan.promises.flatMap(({ name, outcome, left, atLeast }) => {
    const promise = promises.find((each) => each.name === name);
    const counts = others.map((host) =>
      (promise?.services ?? []).reduce((sum, each) => sum + countOn(end, [host], each), 0),
    );
    const found = counts.reduce(
      (sum, count) => sum + (promise?.kind === 'containers' ? count : Number(count > 0)),
      0,
    );
    return [
      [outcome === 'undecided' || found >= left, `${name}: ${left} left after ${lost}`] as const,
      [outcome !== 'kept' || found >= atLeast, `${name} is kept after ${lost}`] as const,
    ];
  });
  return [...services, ...kept];
}

/** Numbers from a seed: a linear congruential generator, of which the high bits are used. */
function picker(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const planCase = (some: RandomCase, limit?: number): StackPlan =>
  planStack(launchOfCase(some), {
    hosts: plannedHosts(some),
    stackName: 'r',
    hasScheduler: some.hasScheduler,
    lose: some.lose,
    promises,
    ...(limit === undefined ? {} : { limit }),
  });

/** Placements that the allocator can make, by chance. */
const simulate = ({ hosts, services, hasScheduler }: RandomCase, runs: number): SimulatedEnd[] =>
  Array.from({ length: runs }, (_none, at) =>
    new Simulation(hosts, services, hasScheduler, picker(at * 7_919 + 1)).run(),
  );

/** Exact figures of a plan that none of some placements has. */
export function unreachedFigures(some: RandomCase, runs: number): string[] {
  const ends = simulate(some, runs);
  return planCase(some).services.flatMap(({ name, outcome, placed, spread }) => {
    const all = ends.map((end) => [...end.hosts.keys()].map((host) => countOn(end, [host], name)));
    const totals = new Set(all.map((counts) => counts.reduce((sum, count) => sum + count, 0)));
    const tops = new Set(all.map((counts) => Math.max(...counts)));
    const isFull = new Set(ends.map(({ errors }) => !errors.has(name)));
    const figures: Statements = [
      [totals.has(placed.fewest), `${name}: only ${placed.fewest} placed`],
      [totals.has(placed.most), `${name}: ${placed.most} placed`],
      [!spread || tops.has(spread.best), `${name}: at most ${spread?.best} on one host`],
      [!spread || tops.has(spread.worst), `${name}: ${spread?.worst} on one host`],
      [outcome !== 'can' || isFull.has(true), `${name}: all placed`],
      [outcome !== 'can' || isFull.has(false), `${name}: not all placed`],
    ];
    return figures.flatMap(([holds, text]) => (holds ? [] : [text]));
  });
}

/**
 * Statements of a plan about a case that do not hold after some of the placements that the allocator can make. `limit`
 * is that of the searches of the plan.
 */
export function brokenStatements(some: RandomCase, runs: number, limit?: number): string[] {
  const plan = planCase(some, limit);
  const isEmpty = plan.services.some(isWithoutHosts);
  const all = simulate(some, runs).map((end) => {
    const names = [...end.hosts.keys()];
    const statements = [
      ...plan.services.flatMap((each) => aboutService(each, end, limit === undefined)),
      ...choices(names, Math.min(some.lose, names.length)).flatMap((lost) =>
        aboutLoss(plan, end, lost),
      ),
      [plan.outcome !== 'always' || end.errors.size === 0, 'all are placed'] as const,
      [plan.outcome !== 'never' || isEmpty || end.errors.size > 0, 'not all are placed'] as const,
    ];
    return statements.flatMap(([holds, text]) => (holds ? [] : [text]));
  });
  return [...new Set(all.flat())];
}
