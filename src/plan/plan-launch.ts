import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readSurvivalComments } from '../model/survival-comment.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import type { DescribedPlan } from './describe-plan.ts';
import type { Environment } from './environment.ts';
import { planReport, type PlanReport } from './plan-report.ts';
import { planStack } from './plan-stack.ts';
import { readSurvival } from './read-survival.ts';

/** For what a launch is planned. */
export interface LaunchPlanOptions {
  /** The name of the stack. */
  readonly name: string;
  readonly environment: Environment;
  /** Hosts that are lost together, from 1 to all of them. */
  readonly lose: number;
  /** Where messages about promises are shown. */
  readonly file: string;
}

/** A plan, what it is about, and its texts. */
export interface PlannedStack extends DescribedPlan {
  readonly hasScheduler: boolean;
  readonly report: PlanReport;
}

/** Plans an accepted launch, with the promises that its rancher-compose.yml states. */
export function planLaunch(
  launch: Launch,
  { name, environment, lose, file }: LaunchPlanOptions,
): { readonly planned: PlannedStack; readonly diagnostics: readonly Diagnostic[] } {
  const text = launch.files.find(({ role }) => role === 'rancher-compose.yml')?.file.text ?? '';
  const services = new Set(launch.config.keys());
  const stated = readSurvivalComments(text);
  const { promises, diagnostics } = readSurvival(
    stated,
    { answers: launch.answers, services },
    file,
  );
  const { hosts, hasScheduler } = environment;
  const plan = planStack(launch, { hosts, hasScheduler, stackName: name, lose, promises });
  const described = { name, hosts: hosts.length, lose, plan };
  return { planned: { ...described, hasScheduler, report: planReport(described) }, diagnostics };
}
