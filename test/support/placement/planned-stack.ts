import { stringify } from 'yaml';
import { planStack } from '../../../src/plan/plan-stack.ts';
import type { PlanOptions } from '../../../src/plan/plan-options.ts';
import type { PlannedHost } from '../../../src/plan/planned-host.ts';
import type { ServicePlan, StackPlan } from '../../../src/plan/stack-plan.ts';
import type { Launch } from '../../../src/rancher/launch/launch.ts';
import { launchVersion } from '../../../src/rancher/launch/launch-version.ts';
import { versionFiles } from '../render.ts';

/** A service in the terms of a compose file; rules by their name after `io.rancher.scheduler.affinity:`. */
export interface WrittenService {
  readonly rules?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** `io.rancher.stack_service.name` of a service of the stack, with the macro as in a compose file. */
export const serviceIs = (name: string): string =>
  `io.rancher.stack_service.name=$$\{stack_name}/${name}`;

/** The launch of services, with the volumes of the top level. */
export function launchOf(
  services: Readonly<Record<string, WrittenService>>,
  volumes: Readonly<Record<string, unknown>> = {},
): Launch {
  const written = Object.entries(services).map(([name, { rules, labels, ...keys }]) => {
    const affinity = Object.entries(rules ?? {}).map(
      ([rule, value]) => [`io.rancher.scheduler.affinity:${rule}`, value] as const,
    );
    return [
      name,
      { image: 'redis:7', labels: { ...labels, ...Object.fromEntries(affinity) }, ...keys },
    ] as const;
  });
  const text = stringify({ version: '2', services: Object.fromEntries(written), volumes });
  const launch = launchVersion(versionFiles(new Map([['docker-compose.yml', text]])));
  if (launch.verdict !== 'accepted') throw new Error(`${launch.error}\n${text}`);
  return launch;
}

/** A host without anything; `more` is what it has. */
export const host = (name: string, more: Partial<PlannedHost> = {}): PlannedHost => ({
  name,
  labels: {},
  ports: [],
  containers: [],
  ...more,
});

/** Equal hosts: `host-1`, `host-2`, … */
export const hosts = (count: number): PlannedHost[] =>
  Array.from({ length: count }, (_none, index) => host(`host-${index + 1}`));

/** Other containers, as load. */
export const load = (count: number): PlannedHost['containers'] =>
  Array.from({ length: count }, (_none, index) => ({ name: `other-${index}`, labels: {} }));

/** A plan of the stack `r` with a scheduler, for the loss of one host. */
export const planOf = (
  launch: Launch,
  on: readonly PlannedHost[],
  options: Partial<PlanOptions> = {},
): StackPlan =>
  planStack(launch, {
    hosts: on,
    stackName: 'r',
    hasScheduler: true,
    lose: 1,
    promises: [],
    ...options,
  });

/** The part of a plan about a service. */
export function ofService(plan: StackPlan, name: string): ServicePlan {
  const found = plan.services.find((service) => service.name === name);
  if (!found) throw new Error(`no service ${name} in the plan`);
  return found;
}
