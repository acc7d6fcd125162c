/** Different sums that are kept apart; with more, sizes are compared as they are. */
const mostSums = 2000;

/**
 * Rounds free amounts down to what sets of units can add up to, so that hosts are the same if the same sets fit.
 * `needs` are pairs of what a unit of a class reserves and how many there are.
 */
export function achievable(
  needs: readonly (readonly [need: number, count: number])[],
): (free: number) => number {
  let sums = new Set([0]);
  for (const [need, count] of needs) {
    if (need <= 0) continue;
    const next = new Set<number>();
    for (const sum of sums) {
      for (let times = 0; times <= count && next.size <= mostSums; times += 1) {
        next.add(sum + times * need);
      }
    }
    sums = next;
    if (sums.size > mostSums) return (free) => free;
  }
  const sorted = [...sums].sort((a, b) => a - b);
  const all = sorted.at(-1) ?? 0;
  return (free) => {
    if (free >= all) return Infinity;
    let [low, high] = [0, sorted.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((sorted[middle] ?? 0) <= free) low = middle;
      else high = middle - 1;
    }
    return sorted[low] ?? 0;
  };
}
