import type { Contents } from './contents.ts';
import type { LossSet } from './loss-sets.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { Problem, UnitClass } from './problem.ts';
import type { SearchState } from './search.ts';

/** A number over all ends of a search, with the state that has it. */
export interface Extreme {
  readonly value: number;
  readonly state: SearchState | undefined;
}

/** Figures of a service over all ends of a search. */
export interface ServiceFigures {
  fewest: Extreme;
  most: Extreme;
  /** Of the largest number on one host: the least, and the most. */
  best: Extreme;
  worst: Extreme;
  isEverFull: boolean;
  isAlwaysFull: boolean;
  /** The most that is lost, by set of losses. */
  readonly lost: Extreme[];
}

const least = (a: Extreme, value: number, state: SearchState): Extreme =>
  value < a.value ? { value, state } : a;
const largest = (a: Extreme, value: number, state: SearchState): Extreme =>
  value > a.value ? { value, state } : a;

const none: Extreme = { value: -1, state: undefined };
const anyNumber: Extreme = { value: Infinity, state: undefined };

type Weight = (counts: readonly number[]) => number;

/** Measures the ends of the search of a component. */
export class Meter {
  readonly services = new Map<string, ServiceFigures>();
  /** What is left of a promise, by promise, then by set of losses; only the services of the component count. */
  readonly left: readonly (Extreme[] | undefined)[];
  /** The most containers that are lost, by set of losses. */
  readonly total: Extreme[];
  /** Some ends in which a unit waits. */
  readonly unfinished: SearchState[] = [];
  /** Ends in which all units are placed. */
  isEverFull = false;
  isAlwaysFull = true;
  private readonly problem: Problem;
  private readonly contents: Contents;
  private readonly classes: readonly number[];
  /** Classes by service. */
  private readonly own = new Map<string, number[]>();
  private readonly losses: readonly LossSet[];
  private readonly promised: readonly (readonly number[])[];
  private readonly promises: readonly SurvivalPromise[];

  // oxlint-disable-next-line max-params
  constructor(
    problem: Problem,
    contents: Contents,
    classes: readonly number[],
    losses: readonly LossSet[],
    promises: readonly SurvivalPromise[],
  ) {
    this.problem = problem;
    this.contents = contents;
    this.classes = classes;
    this.losses = losses;
    this.promises = promises;
    this.promised = promises.map(({ services }) =>
      classes.filter((at) => services.includes(this.nameOf(at))),
    );
    this.left = this.promised.map((some) =>
      some.length === 0 ? undefined : losses.map((): Extreme => anyNumber),
    );
    this.total = losses.map(() => none);
    for (const at of classes) {
      this.own.set(this.nameOf(at), [...(this.own.get(this.nameOf(at)) ?? []), at]);
      this.services.set(this.nameOf(at), {
        fewest: anyNumber,
        most: none,
        best: anyNumber,
        worst: none,
        isEverFull: false,
        isAlwaysFull: true,
        lost: losses.map(() => none),
      });
    }
  }

  private nameOf(at: number): string {
    return this.problem.classes[at]?.unit.name ?? '';
  }

  add(state: SearchState): void {
    let isFull = true;
    for (const [name, figures] of this.services) {
      const own = this.own.get(name) ?? [];
      isFull = this.addService(figures, own, state) && isFull;
    }
    this.isEverFull ||= isFull;
    this.isAlwaysFull &&= isFull;
    if (!isFull && this.unfinished.length < 40) this.unfinished.push(state);
    const totals = this.worstLosses(state, sumOf(this.classes));
    const all = this.classes.reduce((sum, at) => sum + (state.placed[at] ?? 0), 0);
    const kept = all - this.removed(this.classes, state);
    for (const [at, lost] of totals.entries()) {
      this.total[at] = largest(this.total[at] ?? none, Math.min(lost, kept), state);
    }
    for (const [at, some] of this.promised.entries()) this.addPromise(at, some, state);
  }

  /** What is placed stays placed: a service that is full in some state can be full. */
  reach(placed: readonly number[]): void {
    if (this.isEverFull) return;
    const isFull = (at: number) => {
      const each = this.problem.classes[at];
      return (placed[at] ?? 0) >= (each?.wanted ?? 0) || (each !== undefined && isAssured(each));
    };
    this.isEverFull = this.classes.every(isFull);
    for (const [name, figures] of this.services) {
      figures.isEverFull ||= (this.own.get(name) ?? []).every(isFull);
    }
  }

  private addService(figures: ServiceFigures, own: readonly number[], state: SearchState): boolean {
    const weight = sumOf(own);
    const removed = this.removed(own, state);
    const placed = own.reduce((sum, at) => sum + (state.placed[at] ?? 0), -removed);
    const wanted = own.reduce((sum, at) => sum + (this.problem.classes[at]?.wanted ?? 0), 0);
    const isFull = placed >= wanted;
    const top = state.hosts.reduce(
      (largestSoFar, [id]) => Math.max(largestSoFar, weight(this.contents.get(id).counts)),
      0,
    );
    figures.fewest = least(figures.fewest, placed, state);
    figures.most = largest(figures.most, placed, state);
    figures.best =
      placed > 0 ? least(figures.best, Math.max(1, top - removed), state) : figures.best;
    figures.worst = largest(figures.worst, top, state);
    figures.isEverFull ||= isFull;
    figures.isAlwaysFull &&= isFull;
    for (const [at, lost] of this.worstLosses(state, weight).entries()) {
      // Units that are removed again are not lost.
      figures.lost[at] = largest(figures.lost[at] ?? none, Math.min(lost, placed), state);
    }
    return isFull;
  }

  /** Units of a scale policy that are removed again, because its last step did not fit as a whole. */
  private removed(own: readonly number[], { placed }: SearchState): number {
    return own.reduce((sum, at) => {
      const each = this.problem.classes[at];
      const more = (placed[at] ?? 0) - (each?.wanted ?? 0);
      const step = each?.unit.policy?.increment ?? 1;
      return more > 0 && (placed[at] ?? 0) < (each?.most ?? 0) ? sum + (more % step) : sum;
    }, 0);
  }

  private addPromise(at: number, some: readonly number[], state: SearchState): void {
    const list = this.left[at];
    if (!list) return;
    const sum = sumOf(some);
    const isOfHosts = this.promises[at]?.kind === 'hosts-with-data';
    const weight: Weight = isOfHosts ? (counts) => Number(sum(counts) > 0) : sum;
    const all = state.hosts.reduce(
      (total, [id, hosts]) => total + hosts * weight(this.contents.get(id).counts),
      0,
    );
    const removed = this.removed(some, state);
    for (const [set, lost] of this.worstLosses(state, weight).entries()) {
      list[set] = least(list[set] ?? anyNumber, Math.max(0, all - lost - removed), state);
    }
  }

  /** The most that the hosts of each set of losses have. */
  private worstLosses({ hosts }: SearchState, weight: Weight): number[] {
    const byType = new Map<number, (readonly [value: number, hosts: number])[]>();
    for (const [id, count] of hosts) {
      const { type, counts } = this.contents.get(id);
      const value = weight(counts);
      if (value === 0) continue;
      const list = byType.get(type);
      if (list) list.push([value, count]);
      else byType.set(type, [[value, count]]);
    }
    return this.losses.map((set) =>
      set.reduce((sum, { types, lost }) => {
        const values = types.flatMap((type) => byType.get(type) ?? []);
        return sum + topSum(values, lost);
      }, 0),
    );
  }
}

/** Whether units are placed whatever happens: those of a global service on their hosts. */
const isAssured = ({ unit, volumes, waitsFor }: UnitClass): boolean =>
  unit.isGlobal && volumes.length === 0 && waitsFor.length === 0;

const sumOf =
  (classes: readonly number[]): Weight =>
  (counts) =>
    classes.reduce((sum, at) => sum + (counts[at] ?? 0), 0);

/** The sum of the largest values of a number of hosts. */
function topSum(values: (readonly [value: number, hosts: number])[], most: number): number {
  let [sum, left] = [0, most];
  for (const [value, hosts] of values.sort(([a], [b]) => b - a)) {
    const taken = Math.min(hosts, left);
    sum += value * taken;
    left -= taken;
    if (left === 0) break;
  }
  return sum;
}
