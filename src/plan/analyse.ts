import { closedForm } from './closed-form.ts';
import { components } from './components.ts';
import { Contents } from './contents.ts';
import type { LossSet } from './loss-sets.ts';
import { Meter } from './meter.ts';
import type { SurvivalPromise } from './plan-options.ts';
import type { Problem } from './problem.ts';
import { Search, type SearchState } from './search.ts';

/** What was found out about the classes of a component. */
export interface ComponentFacts {
  readonly classes: readonly number[];
  readonly meter: Meter;
  /** Whether all that can happen was looked at. */
  readonly isComplete: boolean;
}

export interface Analysis {
  readonly problem: Problem;
  readonly contents: Contents;
  readonly losses: readonly LossSet[];
  readonly components: readonly ComponentFacts[];
  /** Services that each service waits for, directly or not; itself if it is in a circle. */
  readonly waits: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface AnalyseOptions {
  readonly losses: readonly LossSet[];
  readonly promises: readonly SurvivalPromise[];
  readonly limit: number;
}

/** Services that might not be started: with more, not all combinations of them are followed. */
const mostGates = 3;

/** See Analysis.waits. */
function waitsOf({ units }: Problem): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(units.map(({ name, waitsFor }) => [name, waitsFor]));
  const closure = (name: string) => {
    const all = new Set<string>();
    const open = [...(direct.get(name) ?? [])];
    for (let other = open.pop(); other !== undefined; other = open.pop()) {
      if (all.has(other)) continue;
      all.add(other);
      open.push(...(direct.get(other) ?? []));
    }
    return all;
  };
  return new Map(units.map(({ name }) => [name, closure(name)]));
}

class Analyser {
  private readonly problem: Problem;
  private readonly contents: Contents;
  private readonly options: AnalyseOptions;
  private readonly groups: readonly (readonly number[])[];
  readonly waits: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(problem: Problem, contents: Contents, options: AnalyseOptions) {
    this.waits = waitsOf(problem);
    this.problem = problem;
    this.contents = contents;
    this.options = options;
    this.groups = components(problem, options.promises);
  }

  run(): readonly ComponentFacts[] {
    const first = this.groups.map((classes) => this.measure(classes, []));
    const byService = new Map(
      first.flatMap((facts) => this.namesOf(facts.classes).map((name) => [name, facts] as const)),
    );
    return this.groups.map((classes, at) => {
      const gates = this.gates(classes, byService);
      const alone = first[at];
      return gates.size === 0 && alone ? alone : this.measure(classes, [...gates]);
    });
  }

  /** Services of a component that wait for one outside of it that may stay unplaced: whether it always does. */
  private gates(
    classes: readonly number[],
    byService: ReadonlyMap<string, ComponentFacts>,
  ): ReadonlyMap<string, 'may' | 'never'> {
    const gates = new Map<string, 'may' | 'never'>();
    for (const name of this.namesOf(classes)) {
      for (const other of this.waits.get(name) ?? []) {
        const facts = byService.get(other);
        if (!facts || facts.classes === classes) continue;
        const figures = facts.meter.services.get(other);
        if (facts.isComplete && figures?.isAlwaysFull) continue;
        // The executor gives up one wait of a circle, perhaps this one.
        const isSure = !this.waits.get(name)?.has(name);
        const isNever = isSure && facts.isComplete && figures?.isEverFull === false;
        if (isNever || !gates.has(name)) gates.set(name, isNever ? 'never' : 'may');
      }
    }
    return gates;
  }

  private namesOf(classes: readonly number[]): string[] {
    return [...new Set(classes.map((at) => this.problem.classes[at]?.unit.name ?? ''))];
  }

  /** Without the services that are never started, and with each combination of those that might not be. */
  private measure(
    classes: readonly number[],
    gates: readonly (readonly [name: string, 'may' | 'never'])[],
  ): ComponentFacts {
    const { losses, promises } = this.options;
    const meter = new Meter(this.problem, this.contents, classes, losses, promises);
    const may = gates.filter(([, kind]) => kind === 'may').map(([name]) => name);
    const never = gates.filter(([, kind]) => kind === 'never').map(([name]) => name);
    const isAll = may.length <= mostGates;
    const subsets = isAll
      ? Array.from({ length: 2 ** may.length }, (_none, bits) =>
          may.filter((_name, bit) => (bits & (1 << bit)) !== 0),
        )
      : [[], may];
    let isComplete = isAll;
    for (const off of subsets) {
      const names = new Set([...never, ...off]);
      const enabled = classes.filter((at) => !names.has(this.problem.classes[at]?.unit.name ?? ''));
      isComplete = this.follow(enabled, meter) && isComplete;
    }
    return { classes, meter, isComplete };
  }

  private follow(enabled: readonly number[], meter: Meter): boolean {
    const { losses, limit } = this.options;
    const ends = closedForm(this.problem, this.contents, enabled, losses);
    if (ends) {
      for (const end of ends) meter.add(end);
      return true;
    }
    const search = new Search(this.problem, this.contents, {
      classes: enabled,
      order: 'any',
      limit,
    });
    const isComplete = search.run(
      (end: SearchState) => meter.add(end),
      (placed) => meter.reach(placed),
    );
    const names = this.namesOf(enabled);
    const isCircle = names.some((name) => this.waits.get(name)?.has(name));
    return isComplete && !isCircle && !this.problem.hasOpenAddresses;
  }
}

/** Follows all placements, component by component. */
export function analyse(problem: Problem, options: AnalyseOptions): Analysis {
  const contents = new Contents(problem);
  const analyser = new Analyser(problem, contents, options);
  const { waits } = analyser;
  return { problem, contents, losses: options.losses, components: analyser.run(), waits };
}
