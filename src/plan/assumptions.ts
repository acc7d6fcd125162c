import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import type { ServiceFinding } from './findings.ts';
import type { PlanOptions } from './plan-options.ts';
import type { Problem } from './problem.ts';

/** Rules of two services about each other that no lock of the server has in common. */
function races({ classes }: Problem): string[] {
  const values = classes.map(
    ({ hard, soft }) =>
      new Set(
        [...hard, ...soft].flatMap(({ rule }) =>
          rule.subject === 'host-label' ? [] : [rule.value],
        ),
      ),
  );
  const isAbout = (at: number, other: number) =>
    [...(classes[at]?.hard ?? []), ...(classes[at]?.soft ?? [])].some(
      ({ providers }) => providers[other],
    );
  const pairs: string[] = [];
  for (const [at, { unit }] of classes.entries()) {
    for (let other = at + 1; other < classes.length; other += 1) {
      const name = classes[other]?.unit.name;
      if (name === undefined || name === unit.name) continue;
      const isShared = [...(values[at] ?? [])].some((value) => values[other]?.has(value));
      if (isAbout(at, other) && isAbout(other, at) && !isShared)
        pairs.push(`${unit.name} and ${name}`);
    }
  }
  return [...new Set(pairs)];
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
    ...(policies.length > 0
      ? [`the scale of ${listWords(policies)} grows as far as its policy and the hosts allow`]
      : []),
    ...races(problem).map(
      (pair) =>
        `${pair} are not placed at the same instant: their rules about each other have no value in common, so Rancher does not keep them waiting for each other`,
    ),
  ];
}
