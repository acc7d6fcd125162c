/** A host that the allocator looks at, with the constraints of a unit that it fails. */
export interface Candidate {
  /** How many hard ones. */
  readonly hard: number;
  /** The soft ones, as bits. */
  readonly soft: number;
  /** Its place in the order of hosts, the lowest first; those of one rank can come in any order. */
  readonly rank: number;
}

export interface Choice {
  /** False: the attempt fails, with what one of `hosts` lacks. */
  readonly isPlaced: boolean;
  /** Indexes of the candidates that the allocator can choose. */
  readonly hosts: ReadonlySet<number>;
  /** False if there were too many soft constraints to follow: then it may choose fewer. */
  readonly isExact: boolean;
}

/** Soft constraints that are followed one by one. */
const mostSoft = 12;

function bitCount(bits: number): number {
  let [rest, count] = [bits, 0];
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}

/** The candidates that fail the fewest constraints, of these the earliest. */
function weakest(some: readonly (readonly [number, Candidate])[], active: number) {
  let [found, fewest, rank] = [[] as number[], Infinity, Infinity];
  for (const [index, candidate] of some) {
    const count = bitCount(candidate.soft & active);
    if (count > fewest || (count === fewest && candidate.rank > rank)) continue;
    if (count < fewest || candidate.rank < rank) found = [];
    [fewest, rank] = [count, candidate.rank];
    found.push(index);
  }
  return { found, fewest };
}

/**
 * What the allocator can choose for a unit. It takes the first host that fails nothing. If there is none, it gives
 * up one soft constraint, for all hosts, of the host that fails the fewest, which one being arbitrary, and tries
 * again (cattle AllocatorServiceImpl.java:386-405, 455-532).
 */
export function chooseHosts(candidates: readonly Candidate[]): Choice {
  const hard = candidates.reduce((least, candidate) => Math.min(least, candidate.hard), Infinity);
  const some = [...candidates.entries()].filter(([, candidate]) => candidate.hard === hard);
  const isPlaced = hard === 0;
  const failing = some.reduce((bits, [, { soft }]) => bits | soft, 0);
  if (bitCount(failing) > mostSoft) {
    return { isPlaced, hosts: new Set(some.map(([index]) => index)), isExact: false };
  }
  const hosts = new Set<number>();
  const seen = new Set<number>();
  const open = [failing];
  for (let active = open.pop(); active !== undefined; active = open.pop()) {
    if (seen.has(active)) continue;
    seen.add(active);
    const { found, fewest } = weakest(some, active);
    for (const index of found) {
      if (fewest === 0) hosts.add(index);
      const bits = (candidates[index]?.soft ?? 0) & active;
      for (let rest = bits; rest !== 0; rest &= rest - 1) open.push(active & ~(rest & -rest));
    }
  }
  return { isPlaced, hosts, isExact: true };
}
