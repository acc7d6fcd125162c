import { ruleName } from '../rancher/placement/placement-rule.ts';
import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import { analyse, type Analysis } from './analyse.ts';
import { buildProblem } from './build-problem.ts';
import type { Problem } from './problem.ts';

/** Something that limits where a service can be placed. */
interface Limit {
  readonly words: string;
  readonly without: (units: readonly StackUnit[]) => StackUnit[];
}

/** Limits that are left out one by one; with more, the reason would be too long to help. */
const mostLimits = 24;
const searchLimit = 10_000;

function limitsOf(unit: StackUnit): Limit[] {
  const change = (make: (old: StackUnit) => StackUnit) => (units: readonly StackUnit[]) =>
    units.map((each) => (each.name === unit.name ? make(each) : each));
  const rules = unit.rules
    .filter(({ soft }) => !soft)
    .map((rule): Limit => ({
      words: `${unit.name}: ${ruleName(rule)}`,
      without: change((old) => ({ ...old, rules: old.rules.filter((each) => each !== rule) })),
    }));
  const others: (Limit | false)[] = [
    unit.ports.length > 0 && {
      words: `${unit.name}: its published ports`,
      without: change((old) => ({ ...old, ports: [] })),
    },
    unit.memoryBytes + unit.milliCpu > 0 && {
      words: `${unit.name}: its reservations`,
      without: change((old) => ({ ...old, memoryBytes: 0, milliCpu: 0 })),
    },
    unit.volumes.some(({ scope }) => scope === 'stack') && {
      words: `${unit.name}: its volume`,
      without: change((old) => ({ ...old, volumes: [] })),
    },
    unit.waitsFor.length > 0 && {
      words: `${unit.name}: that it waits for ${unit.waitsFor.join(', ')}`,
      without: change((old) => ({ ...old, waitsFor: [] })),
    },
  ];
  return [...rules, ...others.flatMap((each) => each || [])];
}

/**
 * What of some services keeps them from being placed: each of its parts is needed for that. Leaves out one limit after
 * the other as long as `isNever` holds. Empty if there are too many limits.
 */
export function minimalCause(
  problem: Problem,
  services: ReadonlySet<string>,
  isNever: (analysis: Analysis) => boolean,
): string[] {
  const { hosts, hasScheduler } = problem;
  let units = problem.units.filter(({ name }) => services.has(name));
  const limits = units.flatMap(limitsOf);
  if (limits.length > mostLimits) return [];
  return limits.flatMap(({ words, without }) => {
    const fewer = without(units);
    const relaxed = buildProblem(fewer, { hosts, hasScheduler, countsLoad: false });
    const analysis = analyse(relaxed, { losses: [], promises: [], limit: searchLimit });
    if (!isNever(analysis)) return [words];
    units = fewer;
    return [];
  });
}
