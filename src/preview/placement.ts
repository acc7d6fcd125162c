import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { planLaunch, type LaunchPlanOptions } from '../plan/plan-launch.ts';
import type { PlanReport } from '../plan/plan-report.ts';
import type { Certainty } from '../plan/stack-plan.ts';
import type { Launch } from '../rancher/launch/launch.ts';

/** Where the containers of the form can run. Plain data. */
export interface Placement {
  readonly outcome: Certainty;
  /** Hosts that are lost together. */
  readonly lose: number;
  /** As `plan` prints it. */
  readonly report: PlanReport;
  /** Names of the services, in the order of their colors. */
  readonly services: readonly string[];
  /** About promises that cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** For which hosts, and what is lost of them. */
export type PlacementOptions = Pick<LaunchPlanOptions, 'environment' | 'lose'>;

/** Plans a launch; undefined if Rancher refuses it. */
export function placementOf(launch: Launch, options: LaunchPlanOptions): Placement | undefined {
  if (launch.verdict !== 'accepted') return undefined;
  const { planned, diagnostics } = planLaunch(launch, options);
  const { plan, report } = planned;
  const services = plan.services.map(({ name }) => name);
  return { outcome: plan.outcome, lose: planned.lose, report, services, diagnostics };
}
