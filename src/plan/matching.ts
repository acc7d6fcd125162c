/** What a matching leaves over. */
interface Matching {
  /** Units that no host is left for. */
  readonly missing: number;
  /** Classes that together want more hosts than there are for them; empty if nothing is missing. */
  readonly classes: readonly number[];
  /** The types of all hosts that these can use. */
  readonly types: readonly number[];
}

/** From a class to a type with a free host: the class before each type, the type before each class. */
interface Way {
  readonly classes: ReadonlyMap<number, number | undefined>;
  readonly types: ReadonlyMap<number, number>;
  /** Undefined: every host that can be reached is taken. */
  readonly end: number | undefined;
}

class Matcher {
  private readonly flow: number[][];
  private readonly free: number[];
  private readonly left: number[];
  private readonly canUse: (at: number, type: number) => boolean;

  constructor(
    units: readonly number[],
    hosts: readonly number[],
    canUse: (at: number, type: number) => boolean,
  ) {
    this.flow = units.map(() => hosts.map(() => 0));
    this.free = [...hosts];
    this.left = [...units];
    this.canUse = canUse;
  }

  /** How a further unit of a class gets a host, by moving others if necessary. */
  private way(start: number): Way {
    const classes = new Map<number, number | undefined>([[start, undefined]]);
    const types = new Map<number, number>();
    const open = [start];
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      for (const [type, free] of this.free.entries()) {
        if (types.has(type) || !this.canUse(at, type)) continue;
        types.set(type, at);
        if (free > 0) return { classes, types, end: type };
        for (const [other, row] of this.flow.entries()) {
          if (classes.has(other) || (row[type] ?? 0) === 0) continue;
          classes.set(other, type);
          open.push(other);
        }
      }
    }
    return { classes, types, end: undefined };
  }

  private add(at: number, type: number, amount: number): void {
    const row = this.flow[at];
    if (row) row[type] = (row[type] ?? 0) + amount;
  }

  /** As many units as the way has room for. */
  private push(start: number, end: number, { classes, types }: Way): void {
    const steps: (readonly [at: number, to: number, from: number | undefined])[] = [];
    let amount = Math.min(this.left[start] ?? 0, this.free[end] ?? 0);
    let to: number | undefined = end;
    while (to !== undefined) {
      const at: number = types.get(to) ?? start;
      const from = classes.get(at);
      if (from !== undefined) amount = Math.min(amount, this.flow[at]?.[from] ?? 0);
      steps.push([at, to, from]);
      to = from;
    }
    for (const [at, next, from] of steps) {
      this.add(at, next, amount);
      if (from !== undefined) this.add(at, from, -amount);
    }
    this.free[end] = (this.free[end] ?? 0) - amount;
    this.left[start] = (this.left[start] ?? 0) - amount;
  }

  match(): Matching {
    for (const start of this.left.keys()) {
      while ((this.left[start] ?? 0) > 0) {
        const way = this.way(start);
        if (way.end === undefined) break;
        this.push(start, way.end, way);
      }
    }
    const start = this.left.findIndex((each) => each > 0);
    if (start === -1) return { missing: 0, classes: [], types: [] };
    const { classes, types } = this.way(start);
    return {
      missing: this.left.reduce((sum, each) => sum + each, 0),
      classes: [...classes.keys()].sort((a, b) => a - b),
      types: [...types.keys()].sort((a, b) => a - b),
    };
  }
}

/**
 * Puts units, at most one on a host, on as many hosts as possible: a maximum flow from classes to types. What can be
 * reached from a unit without a host is a proof that there is no better one (Hall's theorem).
 */
export const matchUnits = (
  units: readonly number[],
  hosts: readonly number[],
  canUse: (at: number, type: number) => boolean,
): Matching => new Matcher(units, hosts, canUse).match();
