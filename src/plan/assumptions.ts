import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { ServiceFinding } from './findings.ts';
import type { PlanOptions } from './plan-options.ts';
import type { Problem } from './problem.ts';
import { hasUnknownRoom } from './unknown-room.ts';

/** Classes that a class has rules about, as far as no lock of the server keeps the two waiting for each other. */
function racesOf({ classes }: Problem): number[][] {
  const values = classes.map(
    ({ hard, soft }) =>
      new Set(
        [...hard, ...soft].flatMap(({ rule }) =>
          rule.subject === 'host-label' ? [] : [rule.value],
        ),
      ),
  );
  const isLocked = (at: number, other: number) =>
    [...(values[at] ?? [])].some((value) => values[other]?.has(value)) ||
    classes[at]?.samePort[other] === true ||
    classes[at]?.volumes.some((volume) => classes[other]?.volumes.includes(volume)) === true;
  return classes.map(({ unit, hard, soft }, at) =>
    [...classes.keys()].filter(
      (other) =>
        classes[other]?.unit.name !== unit.name &&
        [...hard, ...soft].some(({ providers }) => providers[other]) &&
        !isLocked(at, other),
    ),
  );
}

function reachedFrom(start: number, next: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set<number>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const other of next[at] ?? []) {
      if (reached.has(other)) continue;
      reached.add(other);
      open.push(other);
    }
  }
  return reached;
}

/** Services with rules about each other, in a circle, that can all be placed before one of the rules counts. */
function races(problem: Problem): string[] {
  const next = racesOf(problem);
  const reached = next.map((some, at) =>
    some.length === 0 ? new Set<number>() : reachedFrom(at, next),
  );
  const circles = reached.map((some, at) =>
    some.has(at) ? [...some].filter((other) => reached[other]?.has(at)).sort((a, b) => a - b) : [],
  );
  const names = circles
    .filter(({ length }) => length > 0)
    .map((circle) => [...new Set(circle.map((at) => problem.classes[at]?.unit.name ?? ''))]);
  return [...new Set(names.map((some) => listWords(some)))];
}

/** Volume drivers that a host must have. */
const drivers = ({ units }: Problem) => [
  ...new Set(units.flatMap(({ volumes }) => volumes.map(({ driver }) => driver))),
];

/** What a plan depends on. */
export function assumptionsOf(
  problem: Problem,
  findings: readonly ServiceFinding[],
  { hosts, hasScheduler }: PlanOptions,
): string[] {
  const soft = findings.filter(({ countsSoft }) => !countsSoft).map(({ name }) => name);
  const others = drivers(problem).filter((driver) => driver !== 'local');
  const external = problem.units.flatMap(({ volumes }) =>
    volumes.filter(({ scope }) => scope === 'external').map(({ name }) => name),
  );
  const policies = problem.units.filter(({ policy }) => policy).map(({ name }) => name);
  return [
    `${counted(hosts.length, 'host')}, all active, with the labels, ports and containers that are given, and nothing else is placed meanwhile`,
    hasScheduler
      ? 'the scheduler stack runs: it compares ports and reservations, and prefers hosts with fewer containers'
      : 'no scheduler stack: hosts are tried in random order, and reservations are not compared',
    ...(soft.length > 0 ? [`soft rules of ${listWords(soft)} are not counted`] : []),
    ...(others.length > 0 ? [`every host has the volume driver ${listWords(others)}`] : []),
    ...(external.length > 0
      ? [`the volume ${listWords([...new Set(external)])} does not tie containers to a host`]
      : []),
    ...(hasScheduler && hasUnknownRoom(problem.units, hosts)
      ? ['hosts without memory or cpu have room for every reservation']
      : []),
    ...(policies.length > 0
      ? [`the scale of ${listWords(policies)} grows as far as its policy and the hosts allow`]
      : []),
    ...races(problem).map(
      (circle) =>
        `${circle} are not placed at the same instant: their rules about each other have no value in common, so Rancher does not keep them waiting for each other`,
    ),
  ];
}
