import type { Launch } from '../rancher/launch/launch.ts';
import type { PlanOptions } from './plan-options.ts';
import type { StackPlan } from './stack-plan.ts';

/** Where the containers of a launched stack can run. The launch must be accepted. */
export function planStack(_launch: Launch, _options: PlanOptions): StackPlan {
  return {
    outcome: 'undecided',
    services: [],
    losses: [],
    promises: [],
    pictures: [],
    assumptions: [],
  };
}
