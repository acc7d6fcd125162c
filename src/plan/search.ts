import { chooseHosts, type Choice } from '../rancher/placement/choose-hosts.ts';
import type { Contents } from './contents.ts';
import { hostsFor, type Problem } from './problem.ts';

/** Hosts by their content: ids, each with the number of hosts, in the order of ids. */
export type HostCounts = readonly (readonly [id: number, hosts: number])[];

export interface SearchState {
  readonly hosts: HostCounts;
  /** Units placed, by class. */
  readonly placed: readonly number[];
}

export interface SearchOptions {
  /** Classes that are placed. */
  readonly classes: readonly number[];
  /** `load`: the order of the scheduler, by free resources, with containers as they are; `any`: every order. */
  readonly order: 'any' | 'load';
  /** Hosts looked at for a unit at most, equal ones once; hosts of states kept count as a small part of a look. */
  readonly limit: number;
}

/** Hosts copied to a next state that cost as much as one look; of 1,000 hosts, each can lead to a state of its own. */
const copiedPerLook = 32;

const keyOf = (hosts: HostCounts) => hosts.map(([id, count]) => `${id}x${count}`).join();

/** Compares lists of numbers from their beginning. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((key, place) => key !== b[place]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

function moved(hosts: HostCounts, from: number, to: number): HostCounts {
  const next: (readonly [number, number])[] = [];
  let isAdded = false;
  for (const entry of hosts) {
    const [id, count] = entry;
    if (!isAdded && id > to) {
      next.push([to, 1]);
      isAdded = true;
    }
    const made = count - Number(id === from) + Number(id === to);
    isAdded ||= id === to;
    if (made > 0) next.push(made === count ? entry : [id, made]);
  }
  if (!isAdded) next.push([to, 1]);
  return next;
}

/** Follows everything that the allocator can do, in every order of units. */
export class Search {
  private readonly problem: Problem;
  private readonly contents: Contents;
  private readonly options: SearchOptions;
  private readonly enabled: ReadonlySet<number>;
  private readonly waits: readonly (readonly number[])[];
  /** The states of the last are followed first: those of the class that is the hardest to place. */
  private readonly order: readonly number[];

  constructor(problem: Problem, contents: Contents, options: SearchOptions) {
    this.problem = problem;
    this.contents = contents;
    this.options = options;
    this.enabled = new Set(options.classes);
    const size = (at: number) => problem.classes[at]?.unit.memoryBytes ?? 0;
    this.order = options.classes.toSorted(
      (a, b) => hostsFor(problem, b) - hostsFor(problem, a) || size(a) - size(b) || a - b,
    );
    this.waits = problem.classes.map((_each, at) =>
      [...this.before(at)].filter((other) => this.enabled.has(other)),
    );
  }

  /** All that a class waits for, directly or not; nothing in a circle. */
  private before(at: number): ReadonlySet<number> {
    const all = new Set<number>();
    const open = [...(this.problem.classes[at]?.waitsFor ?? [])];
    for (let other = open.pop(); other !== undefined; other = open.pop()) {
      if (all.has(other)) continue;
      all.add(other);
      open.push(...(this.problem.classes[other]?.waitsFor ?? []));
    }
    // The executor gives up one wait of a circle; which one depends on the order of its files.
    return all.has(at) ? new Set() : all;
  }

  /** Hands every state in which no unit can be placed to `visit`, and what is placed in any state to `reach`. False: it ended at the limit. */
  run(
    visit: (end: SearchState) => void,
    reach: (placed: readonly number[]) => void = () => {},
  ): boolean {
    const { types, classes } = this.problem;
    const empty = types.map(
      ({ hosts }, type) => [this.contents.empty(type), hosts.length] as const,
    );
    const first: SearchState = {
      hosts: empty.toSorted(([a], [b]) => a - b),
      placed: classes.map(() => 0),
    };
    const seen = new Set([keyOf(first.hosts)]);
    const open = [first];
    // Hosts with more classes are longer to describe.
    const cost = 1 + classes.length / 16;
    let looks = 0;
    for (let state = open.pop(); state; state = open.pop()) {
      looks += state.hosts.length * this.options.classes.length * cost;
      if (looks > this.options.limit) return false;
      let isEnd = true;
      for (const each of this.next(state)) {
        isEnd = false;
        looks += state.hosts.length / copiedPerLook;
        if (looks > this.options.limit) return false;
        const key = keyOf(each.hosts);
        if (seen.has(key)) continue;
        seen.add(key);
        reach(each.placed);
        open.push(each);
      }
      if (isEnd) visit(state);
    }
    return true;
  }

  private *next({ hosts, placed }: SearchState): Generator<SearchState> {
    for (const at of this.order) {
      if (!this.canStart(at, placed) || !this.hasGrown(at, hosts, placed)) continue;
      const counts = placed.with(at, (placed[at] ?? 0) + 1);
      for (const id of this.targets(at, hosts)) {
        yield { hosts: moved(hosts, id, this.contents.with(id, at)), placed: counts };
      }
    }
  }

  /** Whether a class has units left, and nothing that it waits for. */
  canStart(at: number, placed: readonly number[]): boolean {
    const { classes } = this.problem;
    const isDone = (other: number) => (placed[other] ?? 0) >= (classes[other]?.wanted ?? 0);
    return (placed[at] ?? 0) < (classes[at]?.most ?? 0) && (this.waits[at] ?? []).every(isDone);
  }

  /** Whether services with a scale policy that a class waits for have all that fits: until then they activate. */
  private hasGrown(at: number, hosts: HostCounts, placed: readonly number[]): boolean {
    return (this.waits[at] ?? []).every((other) => {
      const each = this.problem.classes[other];
      // Of larger steps, the last can be taken back, which leaves room.
      if (each?.unit.policy?.increment !== 1) return true;
      return (placed[other] ?? 0) >= each.most || this.targets(other, hosts).length === 0;
    });
  }

  /** Contents of hosts that the next unit of a class can be placed on. */
  private targets(at: number, hosts: HostCounts): number[] {
    const ids = this.candidates(at, hosts);
    if (this.problem.classes[at]?.unit.isGlobal) return ids;
    const choice = this.choice(at, ids);
    if (!choice.isPlaced) return [];
    const targets = choice.hosts.map((index) => ids[index] ?? 0);
    // The fullest host first, as that leaves room for others.
    return (this.problem.classes[at]?.unit.memoryBytes ?? 0) > 0
      ? targets.sort((a, b) =>
          compare([this.contents.freeMemory(b)], [this.contents.freeMemory(a)]),
        )
      : targets;
  }

  /** Contents of hosts that the allocator looks at: of a volume that exists, only its own host. */
  private candidates(at: number, hosts: HostCounts): number[] {
    const { classes } = this.problem;
    const needed = (classes[at]?.volumes ?? []).filter((volume) =>
      hosts.some(([id]) => this.hasVolume(id, volume)),
    );
    return hosts.flatMap(([id]) =>
      this.contents.view(id, at).isCandidate && needed.every((volume) => this.hasVolume(id, volume))
        ? [id]
        : [],
    );
  }

  private hasVolume(id: number, volume: number): boolean {
    const { counts } = this.contents.get(id);
    return this.problem.classes.some(
      ({ volumes }, other) => (counts[other] ?? 0) > 0 && volumes.includes(volume),
    );
  }

  private choice(at: number, ids: readonly number[]): Choice {
    const ranks = this.options.order === 'load' ? this.ranks(at, ids) : [];
    const candidates = ids.map((id, index) => ({
      ...this.contents.view(id, at),
      rank: ranks[index] ?? 0,
    }));
    return chooseHosts(candidates);
  }

  /** The scheduler's order: by what its containers request, one request after the other. */
  private ranks(at: number, ids: readonly number[]): number[] {
    const requests = this.problem.classes[at]?.unit.requests ?? [];
    const keyed = ids.map((id, index) => ({
      index,
      keys: requests.map((request) => this.orderKey(request, id)),
    }));
    const sorted = keyed.toSorted((a, b) => compare(a.keys, b.keys));
    const ranks = ids.map(() => 0);
    let rank = 0;
    for (const [place, { index, keys }] of sorted.entries()) {
      const previous = sorted[place - 1];
      if (previous && compare(previous.keys, keys) !== 0) rank = place;
      ranks[index] = rank;
    }
    return ranks;
  }

  /** By what a host comes before others for a request: the lower, the sooner. */
  private orderKey(request: string, id: number): number {
    if (request.startsWith('memoryReservation')) return -this.contents.freeMemory(id);
    if (request.startsWith('cpuReservation')) return -this.contents.freeCpu(id);
    return request.startsWith('instanceReservation') ? this.contents.load(id) : 0;
  }

  /** For a unit that cannot be placed: what the hosts lack that the allocator can name. Undefined: there is none. */
  refusals(at: number, { hosts }: SearchState): readonly (readonly string[])[] | undefined {
    const ids = this.candidates(at, hosts);
    if (ids.length === 0) return undefined;
    return this.choice(at, ids).hosts.map((index) => this.contents.refusals(ids[index] ?? 0, at));
  }
}
