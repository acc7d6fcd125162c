import type { StackUnit } from '../rancher/placement/stack-unit.ts';
import { buildProblem } from './build-problem.ts';
import { Contents } from './contents.ts';
import { hasUnknownRoom } from './unknown-room.ts';
import { Meter } from './meter.ts';
import type { PlannedHost } from './planned-host.ts';
import { Refusals } from './refusals.ts';
import { Search } from './search.ts';

/** Of the search: it follows one order of hosts, so little is enough. */
const limit = 30_000;

/** Hosts that differ in what the scheduler orders them by; with more, its order is not followed. */
const mostKinds = 1000;

/** What happens with a scheduler if the hosts have the containers that are listed, and nothing else is placed meanwhile. */
export interface UsualPlacement {
  /** The largest number on one host, by service; undefined if it was not found out. */
  readonly spread: ReadonlyMap<string, { readonly best: number; readonly worst: number }>;
  readonly refusals: Refusals;
}

/** Follows the order of the scheduler, by free resources and containers. */
export function usualPlacement(
  units: readonly StackUnit[],
  hosts: readonly PlannedHost[],
): UsualPlacement | undefined {
  const kinds = new Set(
    hosts.map(({ containers, memoryBytes, milliCpu }) =>
      [containers.length, memoryBytes, milliCpu].join(),
    ),
  );
  if (kinds.size > mostKinds || hasUnknownRoom(units, hosts)) return undefined;
  const problem = buildProblem(units, { hosts, hasScheduler: true, countsLoad: true });
  const contents = new Contents(problem);
  const classes = [...problem.classes.keys()];
  const meter = new Meter(problem, contents, classes, [], []);
  const search = new Search(problem, contents, { classes, order: 'load', limit });
  const isComplete = search.run((end) => meter.add(end));
  const refusals = new Refusals(problem);
  for (const state of meter.unfinished) refusals.add(search, state, classes);
  const spread = isComplete
    ? [...meter.services].flatMap(([name, { best, worst }]) =>
        worst.value > 0 ? [[name, { best: best.value, worst: worst.value }] as const] : [],
      )
    : [];
  return { spread: new Map(spread), refusals };
}
