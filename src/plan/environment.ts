import type { PlannedHost } from './planned-host.ts';

/** The hosts of an environment. */
export interface Environment {
  readonly hosts: readonly PlannedHost[];
  /** Whether Rancher's scheduler runs there. */
  readonly hasScheduler: boolean;
  /** Whether only their number was given: labels and containers are not known to be missing. */
  readonly isNumber: boolean;
}

/** The most hosts of an environment. */
export const mostHosts = 100_000;

/** The names of the hosts that an item of a file of hosts stands for. */
export const namesOf = (name: string, count: unknown): readonly string[] =>
  typeof count === 'number' && count >= 1 && count <= mostHosts
    ? Array.from({ length: Math.floor(count) }, (_none, index) => `${name}-${index + 1}`)
    : [name];

/** An environment of equal hosts, about which nothing else is known. */
export const equalHosts = (count: number): Environment => ({
  hosts: namesOf('host', count).map((name) => ({ name, labels: {}, ports: [], containers: [] })),
  hasScheduler: true,
  isNumber: true,
});
