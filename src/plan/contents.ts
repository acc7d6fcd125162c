import { ruleText } from '../rancher/placement/placement-rule.ts';
import { portsText } from '../rancher/placement/refusal-text.ts';
import type { CompiledRule, HostType, Problem, UnitClass } from './problem.ts';

/** A host of a type with units placed on it. */
export interface Content {
  readonly type: number;
  /** Units by class. */
  readonly counts: readonly number[];
}

/** A host as the allocator sees it for a unit of a class. */
export interface HostView {
  /** False: the allocator does not look at it. */
  readonly isCandidate: boolean;
  /** How many hard constraints it fails. */
  readonly hard: number;
  /** How many soft ones. */
  readonly soft: number;
}

/** Without a reservation nothing is compared, even where global services reserve more than there is. */
const hasRoom = (need: number, free: number) => need === 0 || need <= free;

/** What hosts can look like, each by an id, so that equal hosts are looked at once. */
export class Contents {
  private readonly problem: Problem;
  private readonly all: Content[] = [];
  private readonly ids = new Map<string, number>();
  private readonly views: (HostView | undefined)[][] = [];
  private readonly next: (number | undefined)[][] = [];

  constructor(problem: Problem) {
    this.problem = problem;
  }

  private idOf(type: number, counts: readonly number[]): number {
    const key = `${type}:${counts.join()}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.all.push({ type, counts }) - 1;
    this.ids.set(key, id);
    this.views.push([]);
    this.next.push([]);
    return id;
  }

  get(id: number): Content {
    const content = this.all[id];
    if (!content) throw new RangeError(`no host content ${id}`);
    return content;
  }

  /** A host of a type without units. */
  empty(type: number): number {
    return this.idOf(
      type,
      this.problem.classes.map(() => 0),
    );
  }

  /** The host after a unit of a class was placed there. */
  with(id: number, at: number): number {
    const known = this.next[id]?.[at];
    if (known !== undefined) return known;
    const { type, counts } = this.get(id);
    const made = this.idOf(type, counts.with(at, (counts[at] ?? 0) + 1));
    const list = this.next[id];
    if (list) list[at] = made;
    return made;
  }

  /** A host of a type with some units of a class only. */
  filled(type: number, at: number, units: number): number {
    return this.idOf(
      type,
      this.problem.classes.map((_each, other) => (other === at ? units : 0)),
    );
  }

  /** How many containers there are, with those from before the launch. */
  load(id: number): number {
    const { type, counts } = this.get(id);
    const before = this.problem.types[type]?.load ?? 0;
    return this.problem.classes.reduce(
      (sum, { unit }, at) => sum + (counts[at] ?? 0) * unit.containers.length,
      before,
    );
  }

  /** What is reserved by the units of a host. */
  private reserved({ counts }: Content, of: (each: UnitClass) => number): number {
    return this.problem.classes.reduce((sum, each, at) => sum + (counts[at] ?? 0) * of(each), 0);
  }

  freeMemory(id: number): number {
    const content = this.get(id);
    const free = this.problem.types[content.type]?.memoryBytes ?? Infinity;
    return free - this.reserved(content, ({ unit }) => unit.memoryBytes);
  }

  freeCpu(id: number): number {
    const content = this.get(id);
    const free = this.problem.types[content.type]?.milliCpu ?? Infinity;
    return free - this.reserved(content, ({ unit }) => unit.milliCpu);
  }

  view(id: number, at: number): HostView {
    const known = this.views[id]?.[at];
    if (known) return known;
    const made = this.look(id, at);
    const list = this.views[id];
    if (list) list[at] = made;
    return made;
  }

  private look(id: number, at: number): HostView {
    const { classes, types } = this.problem;
    const content = this.get(id);
    const [each, type] = [classes[at], types[content.type]];
    if (!each || !type) return { isCandidate: false, hard: 0, soft: 0 };
    const misfit = type.misfits[at];
    if (each.unit.isGlobal) {
      const isFree = misfit === undefined && content.counts[at] === 0;
      return { isCandidate: isFree, hard: 0, soft: 0 };
    }
    const hard = each.hard.filter((rule) => !this.holds(rule, content)).length;
    const isPortFree = this.isPortFree(each, type, at, content);
    const soft = each.soft.filter((rule) => !this.holds(rule, content)).length;
    const { hasScheduler } = this.problem;
    const isCandidate =
      !type.skips[at] &&
      (!hasScheduler ||
        (isPortFree &&
          hasRoom(each.unit.memoryBytes, this.freeMemory(id)) &&
          hasRoom(each.unit.milliCpu, this.freeCpu(id))));
    const portFails = !hasScheduler && (!isPortFree || type.portTaken[at]) ? 1 : 0;
    return { isCandidate, hard: hard + portFails, soft };
  }

  private holds(rule: CompiledRule, { type, counts }: Content): boolean {
    const has =
      (rule.before[type] ?? false) ||
      rule.providers.some((provides, at) => provides && (counts[at] ?? 0) > 0);
    return has !== rule.rule.negated;
  }

  private isPortFree(each: UnitClass, type: HostType, at: number, { counts }: Content): boolean {
    if (each.unit.ports.length === 0) return true;
    const held = each.samePort.reduce(
      (sum, isSame, other) => sum + (isSame ? (counts[other] ?? 0) : 0),
      0,
    );
    const isBound = each.unit.ports.some(({ address }) => address !== '');
    return held + (isBound ? 0 : (type.taken[at] ?? 0)) < (isBound ? 1 : type.addresses);
  }

  /** What the allocator prints for a host that fails hard constraints. */
  refusals(id: number, at: number): readonly string[] {
    const [each, content] = [this.problem.classes[at], this.get(id)];
    const type = this.problem.types[content.type];
    if (!each || !type) return [];
    const rules = each.hard.filter((rule) => !this.holds(rule, content));
    const isPortBlocked =
      !this.problem.hasScheduler &&
      (type.portTaken[at] || !this.isPortFree(each, type, at, content));
    return [
      ...rules.map(({ rule }) => ruleText(rule)),
      ...(isPortBlocked ? [portsText(each.unit)] : []),
    ];
  }
}
