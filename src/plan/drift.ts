import { counted } from '../diagnostics/counted.ts';
import { listWords } from '../diagnostics/list-words.ts';
import { afterLoss, type LossCase } from './after-loss.ts';
import type { ServiceFinding } from './findings.ts';
import type { SurvivalPromise } from './plan-options.ts';
import { hostsFor, type CompiledRule, type Problem, type UnitClass } from './problem.ts';

/** Promises that cannot be kept without a host that has `gathered` containers of some services. */
function brokenBy(
  gathered: number,
  names: readonly string[],
  { classes }: Problem,
  promises: readonly SurvivalPromise[],
): string[] {
  const wanted = (services: readonly string[]) =>
    classes.reduce((sum, each) => sum + (services.includes(each.unit.name) ? each.wanted : 0), 0);
  return promises.flatMap(({ name, services, atLeast, kind }) => {
    const some = wanted(services.filter((each) => names.includes(each)));
    // Others of the group can be among those that are gathered.
    const others = wanted(names.filter((each) => !services.includes(each)));
    const left = wanted(services) - Math.min(Math.max(0, gathered - others), some);
    // Of hosts with data, only that there is none left is certain.
    return left < atLeast && (kind === 'containers' || left === 0) ? [name] : [];
  });
}

/** Whether nothing but soft rules about containers keeps units of a class from a host that it can use. */
const isSoftOnly = (
  { unit, hard, soft, samePort, volumes }: UnitClass,
  hasScheduler: boolean,
): boolean =>
  !unit.isGlobal &&
  hard.every(({ rule }) => rule.subject === 'host-label') &&
  soft.every(({ rule }) => rule.negated && rule.subject !== 'host-label') &&
  !samePort.includes(true) &&
  volumes.length === 0 &&
  !(hasScheduler && unit.memoryBytes + unit.milliCpu > 0);

/**
 * The classes that keep away from each other and from themselves by soft rules alone, if that is all that keeps them from
 * hosts which all of them can use: then the worst placement is known. Undefined for others.
 */
function softGroup(problem: Problem, at: number): readonly number[] | undefined {
  const { classes, types, hasScheduler } = problem;
  const avoided = (of: number) =>
    [...classes.keys()].filter((other) =>
      classes[of]?.soft.some(({ rule, providers }) => rule.negated && providers[other]),
    );
  const group = avoided(at);
  const isMutual = group.every((each) => avoided(each).join() === group.join());
  const canUse = (each: number) => types.map(({ misfits }) => misfits[each] === undefined).join();
  const isKept = group.every((each) => {
    const one = classes[each];
    return one && isSoftOnly(one, hasScheduler) && canUse(each) === canUse(at);
  });
  return group.includes(at) && isMutual && isKept ? group : undefined;
}

/** Whether a class can use hosts that a rule is about, and others. */
const isOfSome = ({ types }: Problem, at: number, { before }: CompiledRule): boolean => {
  const met = new Set(
    types.flatMap(({ misfits }, type) => (misfits[at] === undefined ? [before[type]] : [])),
  );
  return met.has(true) && met.has(false);
};

/** What a soft rule about labels of hosts leaves behind. */
function softWishes(problem: Problem, at: number, loss: LossCase): string | undefined {
  const each = problem.classes[at];
  const first = each?.soft.find(
    (one) => one.rule.subject === 'host-label' && isOfSome(problem, at, one),
  );
  if (!each || !first || !afterLoss(each.unit, loss).isReplaced) return undefined;
  const { rule } = first;
  return `a replacement on a host ${rule.negated ? 'with' : 'without'} ${rule.key}=${rule.value} stays there when others are back: the rule is soft, and Rancher moves no running container`;
}

/**
 * What remains after hosts were lost and came back: a soft rule that was given up stays given up, because nothing moves
 * a running container.
 */
export function driftOf(
  problem: Problem,
  { classes }: ServiceFinding,
  loss: LossCase,
): string | undefined {
  const { lose, promises } = loss;
  const [at = -1, ...others] = classes;
  const each = problem.classes[at];
  const hosts = hostsFor(problem, at);
  if (!each || others.length > 0 || hosts <= lose) return undefined;
  const group = softGroup(problem, at);
  if (!group) return softWishes(problem, at, loss);
  const units = group.reduce((sum, one) => sum + (problem.classes[one]?.wanted ?? 0), 0);
  const names = [...new Set(group.map((one) => problem.classes[one]?.unit.name ?? ''))];
  const worst = (left: number) => Math.max(1, units - left + 1);
  const gathered = worst(hosts - lose);
  if (gathered <= worst(hosts)) return undefined;
  const broken = brokenBy(gathered, names, problem, promises);
  const then =
    broken.length === 0 ? '' : `. The loss of that host then breaks ${listWords(broken)}`;
  const when = afterLoss(each.unit, loss).isReplaced
    ? `after the loss of ${counted(lose, 'host')}`
    : `after ${counted(lose, 'host')} ${lose === 1 ? 'was' : 'were'} removed from Rancher`;
  const what =
    names.length === 1 ? `${units}` : `the ${counted(units, 'container')} of ${listWords(names)}`;
  return `${when}, up to ${gathered} of ${what} are on one host, and stay there when hosts are added: the rule is soft, and Rancher moves no running container${then}`;
}
