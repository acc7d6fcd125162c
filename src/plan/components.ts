import type { SurvivalPromise } from './plan-options.ts';
import type { Problem } from './problem.ts';

/** Sets of class indexes that grow together. */
class Groups {
  private readonly parents: number[];

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_none, at) => at);
  }

  root(at: number): number {
    let found = at;
    for (let up = this.parents[found]; up !== undefined && up !== found; up = this.parents[found]) {
      found = up;
    }
    return found;
  }

  join(some: readonly number[]): void {
    const [first, ...others] = some;
    if (first === undefined) return;
    for (const other of others) this.parents[this.root(other)] = this.root(first);
  }

  all(): number[][] {
    const byRoot = new Map<number, number[]>();
    for (const at of this.parents.keys()) {
      const root = this.root(at);
      byRoot.set(root, [...(byRoot.get(root) ?? []), at]);
    }
    return [...byRoot.values()];
  }
}

/**
 * Classes that can change what others of the same component do: by a rule, a port, a volume, a resource that not all
 * hosts have enough of. Those of different components are placed independently, apart from waiting for each other.
 */
export function components(problem: Problem, promises: readonly SurvivalPromise[]): number[][] {
  const { classes, types } = problem;
  const groups = new Groups(classes.length);
  const where = (test: (at: number) => boolean) => [...classes.keys()].filter(test);
  for (const [at, { hard, soft, samePort, volumes, unit }] of classes.entries()) {
    for (const { providers } of [...hard, ...soft]) {
      groups.join([at, ...where((other) => providers[other] ?? false)]);
    }
    groups.join([at, ...where((other) => samePort[other] ?? false)]);
    for (const volume of volumes) {
      groups.join(where((other) => classes[other]?.volumes.includes(volume) ?? false));
    }
    // Classes of one service are counted together.
    groups.join(where((other) => classes[other]?.unit === unit));
  }
  if (types.some(({ memoryBytes }) => memoryBytes !== Infinity)) {
    groups.join(where((at) => (classes[at]?.unit.memoryBytes ?? 0) > 0));
  }
  if (types.some(({ milliCpu }) => milliCpu !== Infinity)) {
    groups.join(where((at) => (classes[at]?.unit.milliCpu ?? 0) > 0));
  }
  for (const { kind, services } of promises) {
    if (kind !== 'hosts-with-data') continue;
    groups.join(where((at) => services.includes(classes[at]?.unit.name ?? '')));
  }
  return groups.all();
}
