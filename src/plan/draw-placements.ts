import type { Analysis, ComponentFacts } from './analyse.ts';
import { lossWords } from './loss-words.ts';
import type { SurvivalPromise } from './plan-options.ts';
import { drawPlacement, type PicturedPart } from './pictures.ts';
import { worstSet, type Left } from './promise-plan.ts';
import type { PlacementPicture } from './stack-plan.ts';

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** The worst placement of a component for a set of losses. */
function worstPart(facts: ComponentFacts, set: number): PicturedPart[] {
  const state = facts.meter.total[set]?.state;
  return state ? [{ facts, state, weight: total }] : [];
}

/** The placement of all components that leaves the least of a promise; those that count for it first. */
function partsOf(
  { problem, components }: Analysis,
  { services, kind }: SurvivalPromise,
  index: number,
  set: number,
): PicturedPart[] {
  const parts = components.map((facts) => {
    const state = facts.meter.left[index]?.[set]?.state;
    const classes = facts.classes.filter((at) =>
      services.includes(problem.classes[at]?.unit.name ?? ''),
    );
    const sum = (counts: readonly number[]) =>
      classes.reduce((count, at) => count + (counts[at] ?? 0), 0);
    const weight =
      kind === 'containers' ? sum : (counts: readonly number[]) => Number(sum(counts) > 0);
    return { facts, own: state ? { facts, state, weight } : undefined };
  });
  return [
    ...parts.flatMap(({ own }) => own ?? []),
    ...parts.flatMap(({ facts, own }) => (own ? [] : worstPart(facts, set))),
  ];
}

/** The set of losses that costs the most containers. */
function worstLoss({ components, losses }: Analysis): number {
  const sums = losses.map((_set, at) =>
    components.reduce((sum, { meter }) => sum + Math.max(0, meter.total[at]?.value ?? 0), 0),
  );
  return sums.indexOf(Math.max(...sums));
}

/** A picture of each promise that can break, or else of the worst loss. */
export function drawPlacements(
  analysis: Analysis,
  promises: readonly (readonly [SurvivalPromise, readonly Left[]])[],
): { pictures: PlacementPicture[]; ofPromise: ReadonlyMap<number, number> } {
  const pictures: PlacementPicture[] = [];
  const ofPromise = new Map<number, number>();
  for (const [at, [promise, left]] of promises.entries()) {
    const worst = worstSet(left);
    const high = left[worst]?.high ?? 0;
    if (worst === -1 || high >= promise.atLeast) continue;
    const before = (left[0]?.high ?? 0) < promise.atLeast;
    const set = before ? 0 : worst;
    const title = `${promise.name}: ${left[set]?.high ?? 0} left, ${promise.atLeast} needed`;
    ofPromise.set(at, pictures.length);
    pictures.push(
      drawPlacement(
        analysis,
        title,
        partsOf(analysis, promise, at, set),
        analysis.losses[set] ?? [],
      ),
    );
  }
  if (pictures.length > 0) return { pictures, ofPromise };
  const worst = worstLoss(analysis);
  const set = analysis.losses[worst] ?? [];
  const title =
    set.length === 0
      ? 'a possible placement'
      : `a placement in which the loss of ${lossWords(analysis.problem, set)} costs the most containers`;
  const parts = analysis.components.flatMap((facts) => worstPart(facts, worst));
  return { pictures: [drawPlacement(analysis, title, parts, set)], ofPromise };
}
