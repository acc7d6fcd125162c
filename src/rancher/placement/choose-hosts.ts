/** A host that the allocator looks at, with the constraints of a unit that it fails. */
export interface Candidate {
  /** How many hard ones. */
  readonly hard: number;
  /** How many soft ones. */
  readonly soft: number;
  /** Its place in the order of hosts, the lowest first; those of one rank can come in any order. */
  readonly rank: number;
}

export interface Choice {
  /** False: the attempt fails, with what one of `hosts` lacks. */
  readonly isPlaced: boolean;
  /** Indexes of the candidates that the allocator can choose. */
  readonly hosts: readonly number[];
}

const keysOf = ({ hard, soft, rank }: Candidate) => [hard, soft, rank] as const;

/**
 * What the allocator can choose for a unit. It takes the first host that fails nothing. If there is none, it gives
 * up a soft constraint, for all hosts, of the host that fails the fewest, and tries again (cattle
 * AllocatorServiceImpl.java:386-405, 455-532). Which constraint it gives up is arbitrary, and makes no difference: that
 * host then fails one less, and no other host fails two less, so that it stays the best until it fails nothing.
 */
export function chooseHosts(candidates: readonly Candidate[]): Choice {
  let [best, hosts] = [[Infinity, Infinity, Infinity] as readonly number[], [] as number[]];
  for (const [index, candidate] of candidates.entries()) {
    const keys = keysOf(candidate);
    const at = keys.findIndex((key, place) => key !== best[place]);
    if (at === -1) hosts.push(index);
    else if ((keys[at] ?? 0) < (best[at] ?? 0)) [best, hosts] = [keys, [index]];
  }
  return { isPlaced: best[0] === 0, hosts };
}
