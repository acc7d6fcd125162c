import type { Analysis, ComponentFacts } from './analyse.ts';
import { classBounds } from './bounds.ts';
import { proveNever, type Proof } from './proofs.ts';
import { classesOf, type Problem } from './problem.ts';
import type { Certainty } from './stack-plan.ts';

/** What holds for a service in every placement. */
export interface ServiceFinding {
  readonly name: string;
  readonly classes: readonly number[];
  readonly facts: ComponentFacts;
  readonly outcome: Certainty;
  readonly wanted: number;
  readonly placed: { readonly fewest: number; readonly most: number };
  /** The largest number on one host. */
  readonly top: { readonly best: number; readonly worst: number };
  readonly countsSoft: boolean;
  /** Whether all placements were followed, so that the figures are reached. */
  readonly isExact: boolean;
  /** The most that is lost, by set of losses. */
  readonly lost: readonly number[];
  /** A proof that not all of its containers can be placed. */
  readonly proof: Proof | undefined;
}

interface Bounds {
  readonly placed: { readonly fewest: number; readonly most: number };
  readonly top: { readonly best: number; readonly worst: number };
  readonly countsSoft: boolean;
}

/** Bounds of all classes of a service together. */
function serviceBounds(problem: Problem, classes: readonly number[]): Bounds {
  const all = classes.map((at) => classBounds(problem, at));
  const sum = (of: (each: Bounds) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    placed: { fewest: sum(({ placed }) => placed.fewest), most: sum(({ placed }) => placed.most) },
    top: {
      best: Math.max(0, ...all.map(({ top }) => top.best)),
      worst: sum(({ top }) => top.worst),
    },
    countsSoft: all.every((each) => each.countsSoft),
  };
}

/** The most that sets of hosts have of a service, without a search. */
const lostBounds = (
  { problem, losses }: Analysis,
  classes: readonly number[],
  { placed, top }: Bounds,
): number[] =>
  losses.map((set) => {
    const hosts = set.reduce((sum, { types, lost }) => {
      const isUsed = types.some((type) =>
        classes.some((at) => problem.types[type]?.misfits[at] === undefined),
      );
      return isUsed ? sum + lost : sum;
    }, 0);
    return Math.min(placed.most, hosts * top.worst);
  });

function certainty(
  facts: ComponentFacts,
  name: string,
  proof: Proof | undefined,
  isSure: boolean,
): Certainty {
  const figures = facts.meter.services.get(name);
  if (proof !== undefined) return 'never';
  if (facts.isComplete && figures?.isAlwaysFull) return 'always';
  if (facts.isComplete) return figures?.isEverFull ? 'can' : 'never';
  if (isSure) return 'always';
  return figures?.isEverFull ? 'can' : 'undecided';
}

function findService(analysis: Analysis, name: string, facts: ComponentFacts): ServiceFinding {
  const { problem } = analysis;
  const classes = classesOf(problem, name);
  const wanted = classes.reduce((sum, at) => sum + (problem.classes[at]?.wanted ?? 0), 0);
  const proof = proveNever(problem, name);
  const base = { name, classes, facts, wanted, proof };
  const figures = facts.meter.services.get(name);
  if (facts.isComplete && figures) {
    return {
      ...base,
      outcome: certainty(facts, name, proof, false),
      placed: { fewest: figures.fewest.value, most: figures.most.value },
      top: {
        best: Number.isFinite(figures.best.value) ? figures.best.value : 0,
        worst: figures.worst.value,
      },
      countsSoft: true,
      isExact: true,
      lost: figures.lost.map(({ value }) => value),
    };
  }
  const bounds = serviceBounds(problem, classes);
  return {
    ...base,
    outcome: certainty(facts, name, proof, bounds.placed.fewest >= wanted),
    placed: bounds.placed,
    top: bounds.top,
    countsSoft: bounds.countsSoft,
    isExact: false,
    lost: lostBounds(analysis, classes, bounds),
  };
}

/** Without a search, what a service waits for is not in its bounds. */
function withWaits(
  { waits }: Analysis,
  finding: ServiceFinding,
  all: readonly ServiceFinding[],
): ServiceFinding {
  if (finding.isExact) return finding;
  const names = waits.get(finding.name);
  const others = all.filter(({ name }) => name !== finding.name && names?.has(name));
  if (!names?.has(finding.name) && others.some(isUnplaceable)) {
    return { ...finding, outcome: 'never', placed: { fewest: 0, most: 0 } };
  }
  if (others.every(({ outcome }) => outcome === 'always')) return finding;
  const figures = finding.facts.meter.services.get(finding.name);
  const outcome = figures?.isEverFull ? 'can' : 'undecided';
  return {
    ...finding,
    outcome: finding.outcome === 'never' ? 'never' : outcome,
    placed: { ...finding.placed, fewest: 0 },
  };
}

/** Whether what waits for a service is never started; without hosts, a global service is active at once. */
export const isUnplaceable = ({ outcome, wanted }: ServiceFinding): boolean =>
  outcome === 'never' && wanted > 0;

/** What holds for each service, in the order of the files. */
export function findServices(analysis: Analysis): readonly ServiceFinding[] {
  const { problem } = analysis;
  const all = problem.units.flatMap(({ name }) => {
    const at = classesOf(problem, name);
    const facts = analysis.components.find((each) => each.classes.some((own) => at.includes(own)));
    return facts ? [findService(analysis, name, facts)] : [];
  });
  return all.map((finding) => withWaits(analysis, finding, all));
}
