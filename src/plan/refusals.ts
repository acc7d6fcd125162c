import { repeatedPort } from '../rancher/placement/host-fit.ts';
import { noHostText, refusalText } from '../rancher/placement/refusal-text.ts';
import type { Problem } from './problem.ts';
import type { Search, SearchState } from './search.ts';

/** Texts of one service; there are few even where hosts lack different things. */
const mostTexts = 5;

/** Collects what Rancher prints for units that have no host. */
export class Refusals {
  private readonly texts = new Map<string, Set<string>>();
  private readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }

  /** The units that wait in a state in which none can be placed. */
  add(search: Search, state: SearchState, classes: readonly number[]): void {
    for (const at of classes) {
      const each = this.problem.classes[at];
      if (!each || each.unit.isGlobal || !search.canStart(at, state.placed)) continue;
      if ((state.placed[at] ?? 0) >= each.wanted) continue;
      const texts = this.texts.get(each.unit.name) ?? new Set();
      this.texts.set(each.unit.name, texts);
      for (const text of this.textsOf(search, state, at)) {
        if (texts.size < mostTexts) texts.add(text);
      }
    }
  }

  private textsOf(search: Search, state: SearchState, at: number): string[] {
    const unit = this.problem.classes[at]?.unit;
    if (!unit) return [];
    const { hasScheduler } = this.problem;
    const twice = repeatedPort(unit);
    if (twice && !hasScheduler) {
      return [`Allocation failed: Port ${twice.port}/${twice.protocol} requested more than once.`];
    }
    const sets = search.refusals(at, state);
    if (sets === undefined) return [noHostText(unit, hasScheduler)];
    return sets.map((texts) => refusalText(unit, texts, hasScheduler));
  }

  of(service: string): readonly string[] {
    return [...(this.texts.get(service) ?? [])];
  }
}
