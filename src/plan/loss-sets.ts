import type { HostType } from './problem.ts';

/** Hosts that are lost together: of some types, how many. */
export interface LossPart {
  readonly types: readonly number[];
  readonly lost: number;
}

export type LossSet = readonly LossPart[];

/** Sets of losses that are looked at one by one; of more, only the number of hosts counts. */
const mostSets = 300;

/** All ways to lose `lose` hosts, as far as they differ. */
export function lossSets(types: readonly HostType[], lose: number): LossSet[] {
  const hosts = types.reduce((sum, type) => sum + type.hosts.length, 0);
  const count = Math.min(lose, hosts);
  if (count < 1) return [];
  let sets: LossSet[] = [[]];
  const left = (set: LossSet) => count - set.reduce((sum, { lost }) => sum + lost, 0);
  for (const [type, each] of types.entries()) {
    sets = sets.flatMap((set) =>
      Array.from({ length: Math.min(left(set), each.hosts.length) + 1 }, (_none, lost) =>
        lost === 0 ? set : [...set, { types: [type], lost }],
      ),
    );
    if (sets.length > mostSets * 20) return [[{ types: [...types.keys()], lost: count }]];
  }
  // Those of the first type first.
  const full = sets.filter((set) => left(set) === 0).toReversed();
  return full.length > mostSets ? [[{ types: [...types.keys()], lost: count }]] : full;
}
