import { canBlock, differ } from './differ.ts';
import { hostsFor, typesFor, type Problem } from './problem.ts';

/** What holds for a class of units in every placement, without a search. */
export interface ClassBounds {
  readonly placed: { readonly fewest: number; readonly most: number };
  /** The largest number on one host. */
  readonly top: { readonly best: number; readonly worst: number };
  readonly countsSoft: boolean;
}

/** How many units fit into what is free. */
export const roomFor = (need: number, free: number): number =>
  need > 0 ? Math.floor(free / need) : Infinity;

/** Hosts that other units can leave too full for a unit of a class, at most. */
function filledHosts(problem: Problem, at: number, part: 'memoryBytes' | 'milliCpu'): number {
  const own = problem.classes[at]?.unit[part] ?? 0;
  if (own === 0 || !problem.hasScheduler) return 0;
  let left = problem.classes.reduce((sum, { unit, most }) => sum + unit[part] * most, -own);
  let filled = 0;
  const rooms = typesFor(problem, at)
    .map((type) => ({ hosts: type.hosts.length, need: type[part] - own + 1 }))
    .sort((a, b) => a.need - b.need);
  for (const { hosts, need } of rooms) {
    if (need === Infinity) break;
    const count = Math.min(hosts, need <= 0 ? hosts : Math.floor(left / need));
    filled += count;
    left -= count * need;
    if (count < hosts) break;
  }
  return filled;
}

function fewestPlaced(problem: Problem, at: number, isApart: boolean): number {
  const { classes } = problem;
  const each = classes[at];
  if (!each) return 0;
  if (each.unit.isGlobal) return each.volumes.length === 0 ? each.wanted : 0;
  const isNeedy = each.hard.some(
    ({ rule, providers }) => !rule.negated && providers.includes(true),
  );
  if (isNeedy || each.volumes.length > 0) return 0;
  const blocked = classes.reduce(
    (sum, other, index) => (index !== at && canBlock(problem, at, index) ? sum + other.most : sum),
    filledHosts(problem, at, 'memoryBytes') + filledHosts(problem, at, 'milliCpu'),
  );
  // A one-sided rule of the class on its own label, or its own port.
  const own = !isApart && canBlock(problem, at, at) ? each.most - 1 : 0;
  const hosts = usable(problem, at) - blocked - own;
  return Math.max(0, Math.min(each.wanted, isApart ? hosts : hosts > 0 ? each.wanted : 0));
}

/** Hosts of a class that also have the containers that its rules want, before the launch. */
function usable({ types, classes }: Problem, at: number): number {
  return types.reduce((sum, { misfits, hosts }, type) => {
    const isFit =
      misfits[at] === undefined &&
      (classes[at]?.hard ?? []).every(
        ({ rule, before }) => rule.negated || rule.subject === 'host-label' || before[type],
      );
    return isFit ? sum + hosts.length : sum;
  }, 0);
}

/**
 * Whether each unit finds a host without another unit that one of its rules is about: the allocator then gives up no
 * soft rule.
 */
function isRoomy(problem: Problem, at: number): boolean {
  const { classes, types } = problem;
  const each = classes[at];
  if (!each || each.volumes.length > 0) return false;
  const rules = [...each.hard, ...each.soft];
  if (rules.some(({ rule, providers }) => !rule.negated && providers.includes(true))) return false;
  const hosts = types.reduce((sum, type, index) => {
    const isFree = rules.every(({ before, rule }) => (before[index] ?? false) !== rule.negated);
    return type.misfits[at] === undefined && isFree ? sum + type.hosts.length : sum;
  }, 0);
  const others = classes.reduce(
    (sum, other, index) => {
      const counts =
        (each.samePort[index] ?? false) || rules.some(({ providers }) => providers[index]);
      return counts ? sum + other.most : sum;
    },
    filledHosts(problem, at, 'memoryBytes') + filledHosts(problem, at, 'milliCpu'),
  );
  const isSelf = rules.some(({ providers }) => providers[at]);
  return isSelf && hosts >= others;
}

/** Bounds of a class that hold for every order, tie and race. */
export function classBounds(problem: Problem, at: number): ClassBounds {
  const each = problem.classes[at];
  const [hosts, most] = [hostsFor(problem, at), each?.most ?? 0];
  const isApart = (each?.unit.isGlobal ?? false) || differ(problem, at, at);
  const placed = {
    fewest: fewestPlaced(problem, at, isApart),
    most: hosts === 0 ? 0 : isApart ? Math.min(most, hosts) : most,
  };
  const capacity = typesFor(problem, at).reduce(
    (largest, { memoryBytes, milliCpu }) =>
      Math.max(
        largest,
        Math.min(
          roomFor(each?.unit.memoryBytes ?? 0, memoryBytes),
          roomFor(each?.unit.milliCpu ?? 0, milliCpu),
        ),
      ),
    0,
  );
  const isAlone = isApart || isRoomy(problem, at);
  const together = problem.hasScheduler ? Math.min(placed.most, capacity) : placed.most;
  return {
    placed,
    top: {
      best: hosts === 0 ? 0 : Math.max(Math.min(1, placed.most), Math.ceil(placed.fewest / hosts)),
      worst: isAlone ? Math.min(1, placed.most) : together,
    },
    countsSoft: isAlone || !each?.soft.some(({ providers }) => providers.includes(true)),
  };
}
