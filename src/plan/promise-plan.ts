import type { Analysis, ComponentFacts } from './analyse.ts';
import type { ServiceFinding } from './findings.ts';
import { lossWords } from './loss-words.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { PromisePlan } from './stack-plan.ts';

/** What is left of a promise after a set of losses, in the worst placement. */
export interface Left {
  /** It is never less. */
  readonly low: number;
  /** A placement that is possible has this. */
  readonly high: number;
}

/** What is left at least, for a component whose placements were not all followed. */
function lowOf(
  findings: readonly ServiceFinding[],
  { kind }: SurvivalPromise,
  set: number,
  hostsLost: number,
): number {
  if (kind === 'containers') {
    return findings.reduce(
      (sum, { placed, lost }) => sum + Math.max(0, placed.fewest - (lost[set] ?? 0)),
      0,
    );
  }
  const hosts = findings.map(({ placed, top }) =>
    top.worst === 0 ? 0 : Math.ceil(placed.fewest / top.worst),
  );
  return Math.max(0, Math.max(0, ...hosts) - hostsLost);
}

/** What is left of a promise, by set of losses. */
export function leftOf(
  analysis: Analysis,
  findings: readonly ServiceFinding[],
  promise: SurvivalPromise,
  index: number,
): Left[] {
  const parts = (facts: ComponentFacts) =>
    findings.filter((each) => each.facts === facts && promise.services.includes(each.name));
  return analysis.losses.map((set, at) => {
    const hostsLost = set.reduce((sum, { lost }) => sum + lost, 0);
    let [low, high] = [0, 0];
    for (const facts of analysis.components) {
      const some = parts(facts);
      const seen = facts.meter.left[index]?.[at]?.value;
      if (some.length === 0) continue;
      const least = seen === undefined || !Number.isFinite(seen) ? Infinity : seen;
      low += facts.isComplete ? least : lowOf(some, promise, at, hostsLost);
      high += least;
    }
    return { low, high };
  });
}

/** The set of losses that leaves the least, in the placements that are known to be possible. */
export function worstSet(left: readonly Left[]): number {
  const [first] = left;
  let worst = first ? 0 : -1;
  for (const [at, { high }] of left.entries()) {
    if (high < (left[worst]?.high ?? Infinity)) worst = at;
  }
  return worst;
}

/** Whether a promise is kept in every placement, whichever hosts are lost. */
export function promisePlan(
  { problem, losses }: Analysis,
  { name, atLeast }: SurvivalPromise,
  left: readonly Left[],
  picture: number | undefined,
): PromisePlan {
  const worst = worstSet(left);
  const low = left.length === 0 ? 0 : Math.min(...left.map((each) => each.low));
  const high = left[worst]?.high ?? 0;
  const shown = picture === undefined ? {} : { picture };
  if (low >= atLeast) {
    const words = `${low} left after the worst loss, ${atLeast} needed`;
    return { name, outcome: 'kept', atLeast, left: low, words, ...shown };
  }
  if (high >= atLeast) {
    const words = `not decided: at least ${low} left, ${atLeast} needed; the search ended at its limit`;
    return { name, outcome: 'undecided', atLeast, left: low, words, ...shown };
  }
  // The first set has no losses.
  const before = left[0]?.high ?? 0;
  const words =
    before < atLeast
      ? `${before} placed, ${atLeast} needed, before any host is lost`
      : `${high} left, ${atLeast} needed, after the loss of ${lossWords(problem, losses[worst] ?? [])}`;
  return { name, outcome: 'broken', atLeast, left: high, words, ...shown };
}
