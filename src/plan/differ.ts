import type { Problem } from './problem.ts';

const hasRule = ({ classes }: Problem, at: number, other: number): boolean =>
  classes[at]?.hard.some(({ rule, providers }) => rule.negated && providers[other]) ?? false;

/** Whether a port keeps units of two classes on different hosts. */
export const isPortShared = ({ classes, types }: Problem, at: number, other: number): boolean =>
  (classes[at]?.samePort[other] ?? false) &&
  (classes[other]?.samePort[at] ?? false) &&
  types.every(({ addresses }) => addresses === 1);

/** Whether each of two units, placed second, is refused on the host of the other. */
export const differ = (problem: Problem, at: number, other: number): boolean =>
  (hasRule(problem, at, other) && hasRule(problem, other, at)) || isPortShared(problem, at, other);

/** Whether a unit of a class can be refused because of a unit of another one on the host. */
export const canBlock = (problem: Problem, at: number, other: number): boolean =>
  hasRule(problem, at, other) || (problem.classes[at]?.samePort[other] ?? false);
