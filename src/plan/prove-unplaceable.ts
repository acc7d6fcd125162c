import { defaultStackName } from '../rancher/form/stack-name.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { stackUnits } from '../rancher/placement/stack-units.ts';
import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import { buildProblem } from './build-problem.ts';
import { placementHint } from './placement-hint.ts';
import { proveNever, proveNeverTogether, type Proof } from './proofs.ts';
import type { Environment } from './environment.ts';

/** Services that never get all of their hosts, and what to do about it. */
interface Unplaceable extends Proof {
  readonly services: readonly string[];
  readonly hint: string | undefined;
}

/** Proofs that hold whatever labels and containers hosts have. */
const ofNumbers: ReadonlySet<Proof['kind']> = new Set(['too-few-hosts', 'volume']);

/** A unit without what hosts could have. */
const withoutHostRules = (unit: StackUnit): StackUnit => ({
  ...unit,
  rules: unit.rules.filter(({ subject }) => subject === 'container-label'),
});

/**
 * The services of an accepted launch for which it is proven that not all containers get a host. Nothing is searched: it
 * takes a fraction of a plan, and finds no more than that.
 */
export function proveUnplaceable(
  launch: Launch,
  { hosts, hasScheduler, isNumber }: Environment,
  stackName: string,
): Unplaceable[] {
  const all = stackUnits(launch, stackName);
  const units = isNumber ? all.map(withoutHostRules) : all;
  const problem = buildProblem(units, { hosts, hasScheduler, countsLoad: false });
  const alone = units.flatMap(({ name }) => {
    const proof = proveNever(problem, name);
    return proof ? [{ ...proof, services: [name] }] : [];
  });
  const together = alone.length === 0 ? proveNeverTogether(problem) : undefined;
  return [...alone, ...(together ? [together] : [])]
    .filter(({ kind }) => !isNumber || ofNumbers.has(kind))
    .map((proof) => ({ ...proof, hint: placementHint(proof.kind) }));
}

/** Finds such services in a launch of a template that has the proposed name; undefined if the hosts are unknown. */
export const unplaceableOn = (environment: Environment | undefined) =>
  environment &&
  ((launch: Launch, template: string): Unplaceable[] =>
    proveUnplaceable(launch, environment, defaultStackName(template)));
