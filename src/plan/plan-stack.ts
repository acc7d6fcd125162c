import type { Launch } from '../rancher/launch/launch.ts';
import { stackUnits } from '../rancher/placement/stack-units.ts';
import { analyse, type Analysis } from './analyse.ts';
import { assumptionsOf } from './assumptions.ts';
import { buildProblem } from './build-problem.ts';
import { findServices, type ServiceFinding } from './findings.ts';
import { lossPlans } from './loss-plans.ts';
import { lossSets } from './loss-sets.ts';
import { minimalCause } from './minimal-cause.ts';
import type { PlanOptions } from './plan-options.ts';
import { drawPlacements } from './draw-placements.ts';
import { leftOf, promisePlan } from './promise-plan.ts';
import { proveNeverTogether } from './proofs.ts';
import { togetherWords } from './reasons.ts';
import { servicePlan } from './service-plan.ts';
import type { Certainty, StackPlan } from './stack-plan.ts';
import { usualPlacement } from './usual.ts';

const defaultLimit = 100_000;

/** Whether all services are placed, and why not if that is due to several of them. */
function outcomeOf(
  { components, problem }: Analysis,
  findings: readonly ServiceFinding[],
  together: string | undefined,
): { outcome: Certainty; reason?: string } {
  const all = findings.map(({ outcome }) => outcome);
  if (all.includes('never')) return { outcome: 'never' };
  if (together !== undefined) return { outcome: 'never', reason: together };
  const stuck = components.find(({ isComplete, meter }) => isComplete && !meter.isEverFull);
  if (stuck) {
    const names = new Set(stuck.meter.services.keys());
    const causes = minimalCause(problem, names, (relaxed) =>
      relaxed.components.some(({ isComplete, meter }) => isComplete && !meter.isEverFull),
    );
    return { outcome: 'never', reason: togetherWords([...names], causes) };
  }
  if (all.every((each) => each === 'always')) return { outcome: 'always' };
  const isOpen = components.some(({ isComplete, meter }) => !isComplete && !meter.isEverFull);
  return { outcome: isOpen ? 'undecided' : 'can' };
}

/** Where the containers of a launched stack can run. The launch must be accepted. */
export function planStack(launch: Launch, options: PlanOptions): StackPlan {
  const { hosts, stackName, hasScheduler, lose, promises, limit = defaultLimit } = options;
  const units = stackUnits(launch, stackName);
  const problem = buildProblem(units, { hosts, hasScheduler, countsLoad: false });
  const losses = [[], ...lossSets(problem.types, lose)];
  const analysis = analyse(problem, { losses, promises, limit });
  const findings = findServices(analysis);
  const together = proveNeverTogether(problem);
  const usual = hasScheduler ? usualPlacement(units, hosts) : undefined;
  const context = {
    analysis,
    all: findings,
    usual,
    together,
    lose,
    promises,
    hosts: hosts.length,
    hasScheduler,
  };
  const left = promises.map(
    (promise, at) => [promise, leftOf(analysis, findings, promise, at)] as const,
  );
  const drawn = drawPlacements(analysis, left);
  return {
    ...outcomeOf(analysis, findings, together?.words),
    services: findings.flatMap((finding) => servicePlan(finding, context) ?? []),
    losses: lossPlans(analysis, findings, left),
    promises: left.map(([promise, each], at) =>
      promisePlan(analysis, promise, each, drawn.ofPromise.get(at)),
    ),
    pictures: drawn.pictures,
    assumptions: assumptionsOf(problem, findings, options),
  };
}
