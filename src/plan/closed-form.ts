import type { Contents } from './contents.ts';
import type { LossSet } from './loss-sets.ts';
import type { CompiledRule, Problem, UnitClass } from './problem.ts';
import type { SearchState } from './search.ts';

/** How the units of a class that is alone go together. */
type Form =
  /** One on a host. */
  | 'apart'
  /** One on a host while there are enough. */
  | 'soft'
  /** Any number on a host. */
  | 'free'
  /** One on each host. */
  | 'each';

/** A type of host, with as many hosts as units can use. */
interface Room {
  readonly type: number;
  readonly hosts: number;
}

const isAboutOthers = ({ providers }: CompiledRule) => providers.includes(true);

/** Undefined if the class is not one of the simple forms. */
function formOf({ unit, most, wanted, volumes, soft, hard, samePort }: UnitClass, at: number) {
  if (unit.isGlobal) return volumes.length === 0 ? 'each' : undefined;
  const ruled = [...soft, ...hard].filter(isAboutOthers);
  const isSimple =
    volumes.length === 0 &&
    most === wanted &&
    ruled.every(({ rule }) => rule.negated) &&
    soft.every(isAboutOthers);
  if (!isSimple) return undefined;
  if (samePort[at] || hard.some(isAboutOthers)) return 'apart';
  return soft.length > 0 ? 'soft' : 'free';
}

/** Hosts that the class can use, each of them in the same way. */
function roomsFor(problem: Problem, contents: Contents, at: number, form: Form) {
  const rooms: Room[] = [];
  for (const [type, { hosts, memoryBytes, milliCpu, addresses }] of problem.types.entries()) {
    const view = contents.view(contents.empty(type), at);
    if (!view.isCandidate || view.hard > 0) continue;
    const unit = problem.classes[at]?.unit;
    const isLimited =
      (memoryBytes !== Infinity && (unit?.memoryBytes ?? 0) > 0) ||
      (milliCpu !== Infinity && (unit?.milliCpu ?? 0) > 0);
    // A soft rule that some of the hosts break from the start makes a difference between them.
    if (view.soft !== 0 || (form === 'free' && isLimited) || (form === 'soft' && isLimited)) {
      return undefined;
    }
    if (form === 'apart' && addresses > 1) return undefined;
    rooms.push({ type, hosts: hosts.length });
  }
  return rooms;
}

/** Makes the ends that are extreme in some way. */
class Ends {
  private readonly problem: Problem;
  private readonly contents: Contents;
  private readonly at: number;
  private readonly rooms: readonly Room[];
  private readonly units: number;
  private readonly hosts: number;

  constructor(problem: Problem, contents: Contents, at: number, rooms: readonly Room[]) {
    this.problem = problem;
    this.contents = contents;
    this.at = at;
    this.rooms = rooms;
    this.units = problem.classes[at]?.wanted ?? 0;
    this.hosts = rooms.reduce((sum, { hosts }) => sum + hosts, 0);
  }

  /** `fill`: how many hosts of each type have how many units. */
  private state(fill: ReadonlyMap<number, readonly (readonly [units: number, hosts: number])[]>) {
    let placed = 0;
    const hosts = this.problem.types.flatMap(({ hosts: all }, type) => {
      const parts = fill.get(type) ?? [];
      placed += parts.reduce((sum, [units, count]) => sum + units * count, 0);
      const used = parts.reduce((sum, [, count]) => sum + count, 0);
      const made = parts.map(
        ([units, count]) => [this.contents.filled(type, this.at, units), count] as const,
      );
      return [...made, [this.contents.empty(type), all.length - used] as const];
    });
    const end: SearchState = {
      hosts: hosts.filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b),
      placed: this.problem.classes.map((_each, at) => (at === this.at ? placed : 0)),
    };
    return end;
  }

  /** One on each of some hosts, those of a loss first. */
  apart(set: LossSet, count = Math.min(this.units, this.hosts)): SearchState {
    let left = count;
    const used = new Map<number, number>();
    const take = (type: number, most: number) => {
      const room = this.rooms.find((each) => each.type === type);
      const free = (room?.hosts ?? 0) - (used.get(type) ?? 0);
      const taken = Math.max(0, Math.min(free, left, most));
      used.set(type, (used.get(type) ?? 0) + taken);
      left -= taken;
      return taken;
    };
    for (const { types, lost } of set) {
      let need = lost;
      for (const type of types) need -= take(type, need);
    }
    for (const { type } of this.rooms) take(type, Infinity);
    return this.state(new Map([...used].map(([type, hosts]) => [type, [[1, hosts]]])));
  }

  /** As many as possible on one host that is lost; on each other one at least `others`. */
  together(set: LossSet, others: 0 | 1): SearchState {
    const lost = new Set(set.flatMap(({ types }) => types));
    const room = this.rooms.find(({ type }) => lost.has(type)) ?? this.rooms[0];
    const fill = this.rooms.map(({ type, hosts }) => {
      const most = this.units - others * (this.hosts - 1);
      const isFull = type === room?.type;
      const rest = hosts - Number(isFull);
      const parts = [
        ...(isFull ? [[most, 1] as const] : []),
        ...(others > 0 && rest > 0 ? [[others, rest] as const] : []),
      ];
      return [type, parts] as const;
    });
    return this.state(new Map(fill));
  }

  /** The same number on each host, as far as possible. */
  even(): SearchState {
    const low = Math.floor(this.units / this.hosts);
    let more = this.units % this.hosts;
    const fill = this.rooms.map(({ type, hosts }) => {
      const high = Math.min(more, hosts);
      more -= high;
      const parts = [[low + 1, high] as const, [low, hosts - high] as const];
      return [type, parts.filter(([units, count]) => units > 0 && count > 0)] as const;
    });
    return this.state(new Map(fill));
  }

  each(): SearchState {
    return this.state(new Map(this.rooms.map(({ type, hosts }) => [type, [[1, hosts]]])));
  }

  of(form: Form, losses: readonly LossSet[]): SearchState[] {
    if (this.hosts === 0) return [this.state(new Map())];
    if (form === 'each') return [this.each()];
    const isApart = form === 'apart' || (form === 'soft' && this.units <= this.hosts);
    const sets = losses.length === 0 ? [[]] : losses;
    if (isApart) return sets.map((set) => this.apart(set));
    const others = form === 'soft' ? 1 : 0;
    return [...sets.map((set) => this.together(set, others)), this.even()];
  }
}

/**
 * Ends of the search of a single class that include all extremes, without a search. Undefined if its rules are not
 * simple enough.
 */
export function closedForm(
  problem: Problem,
  contents: Contents,
  classes: readonly number[],
  losses: readonly LossSet[],
): SearchState[] | undefined {
  const [at = -1, ...others] = classes;
  const each = problem.classes[at];
  const form = each && others.length === 0 ? formOf(each, at) : undefined;
  const rooms = form && roomsFor(problem, contents, at, form);
  return form && rooms && new Ends(problem, contents, at, rooms).of(form, losses);
}
