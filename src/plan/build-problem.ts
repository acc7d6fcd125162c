import {
  addressesOf,
  hostFit,
  isSamePort,
  takenAddresses,
  type HostMisfit,
} from '../rancher/placement/host-fit.ts';
import { concerns, concernsHost, type PlacementRule } from '../rancher/placement/placement-rule.ts';
import { containerName, type StackUnit } from '../rancher/placement/stack-unit.ts';
import { achievable } from './achievable.ts';
import type { PlannedHost } from './planned-host.ts';
import type { CompiledRule, HostType, Problem, UnitClass } from './problem.ts';

export interface ProblemOptions {
  readonly hosts: readonly PlannedHost[];
  readonly hasScheduler: boolean;
  /** Whether hosts with other numbers of containers or more free memory are other ones, for their order. */
  readonly countsLoad: boolean;
}

type Draft = Pick<UnitClass, 'unit' | 'index' | 'others'> & { readonly count: number };

/** Names of containers are compared for services up to this size only. */
const mostNamed = 1000;

/** Classes of a service: indexes that a rule names are apart. */
function split(unit: StackUnit, named: readonly PlacementRule[]): Draft[] {
  const count = unit.policy?.max ?? unit.scale;
  const isNamed = (index: number) =>
    named.some((rule) =>
      unit.containers.some(({ service }) =>
        concerns(rule, { name: containerName(unit, service, index), labels: {} }),
      ),
    );
  const indexes =
    unit.isGlobal || named.length === 0
      ? []
      : Array.from({ length: Math.min(count, mostNamed) }, (_none, at) => at + 1);
  const apart = indexes.filter(isNamed);
  const drafts = apart.map((index): Draft => ({ unit, index, others: [], count: 1 }));
  const rest: Draft = { unit, index: undefined, others: apart, count: count - apart.length };
  return rest.count > 0 || apart.length === 0 ? [...drafts, rest] : drafts;
}

/** Whether a unit of a class has what a rule is about. */
const provides = (rule: PlacementRule, { unit, index }: Draft): boolean =>
  unit.containers.some(({ service, labels }) =>
    rule.subject === 'container'
      ? index !== undefined && concerns(rule, { name: containerName(unit, service, index), labels })
      : concerns(rule, { name: '', labels }),
  );

const sharesPort = (a: StackUnit, b: StackUnit, hasScheduler: boolean): boolean =>
  a.ports.some((own) =>
    b.ports.some(
      (other) =>
        isSamePort(own, other) &&
        (own.address === other.address ||
          (hasScheduler && (own.address === '' || other.address === ''))),
    ),
  );

/** Hosts at the beginning that show whether hosts are alike. */
const sample = 200;

/** Hosts by what is written of them. */
function equalHosts(hosts: readonly PlannedHost[]): PlannedHost[][] {
  const groups = new Map<string, PlannedHost[]>();
  for (const each of hosts) {
    const { labels, memoryBytes, milliCpu, ports, containers } = each;
    const key = JSON.stringify([labels, memoryBytes, milliCpu, ports, containers]);
    const found = groups.get(key);
    if (found) found.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

/** Those of a large environment are usually equal; if the first ones are not, they are not compared. */
function distinct(hosts: readonly PlannedHost[]): PlannedHost[][] {
  const isAlike = equalHosts(hosts.slice(0, sample)).length < Math.min(sample, hosts.length);
  return isAlike ? equalHosts(hosts) : hosts.map((each) => [each]);
}

/** How much is free does not matter where it is too little. */
const keyOfMisfit = ({ kind, words }: HostMisfit): string =>
  kind === 'memory' || kind === 'cpu' ? kind : words;

type Facts = Omit<HostType, 'hosts'> & { readonly before: readonly boolean[] };

class Builder {
  private readonly options: ProblemOptions;
  private readonly drafts: readonly Draft[];
  private readonly rules: readonly PlacementRule[];
  private readonly fitMemory: (free: number) => number;
  private readonly fitCpu: (free: number) => number;

  constructor(units: readonly StackUnit[], options: ProblemOptions) {
    this.options = options;
    this.rules = units.flatMap((unit) => unit.rules);
    const named = this.rules.filter(({ subject }) => subject === 'container');
    this.drafts = units.flatMap((unit) => split(unit, named));
    this.fitMemory = this.fitOf((unit) => unit.memoryBytes);
    this.fitCpu = this.fitOf((unit) => unit.milliCpu);
  }

  /** What is free, as far as it matters: the scheduler's order compares it only for units that reserve some. */
  private fitOf(need: (unit: StackUnit) => number): (free: number) => number {
    const needs = this.drafts.map((draft) => [need(draft.unit), this.most(draft)] as const);
    const isCompared = this.options.countsLoad && needs.some(([each]) => each > 0);
    return isCompared ? (free) => free : achievable(needs);
  }

  private most({ unit, count }: Draft): number {
    return unit.isGlobal ? this.options.hosts.length : count;
  }

  private factsOf(host: PlannedHost): Facts {
    const { hasScheduler, countsLoad } = this.options;
    const { memoryBytes = Infinity, milliCpu = Infinity } = host;
    const units = this.drafts.map(({ unit }) => unit);
    const fits = units.map((unit) => hostFit(unit, host, hasScheduler));
    return {
      memoryBytes: hasScheduler ? this.fitMemory(memoryBytes) : Infinity,
      milliCpu: hasScheduler ? this.fitCpu(milliCpu) : Infinity,
      load: countsLoad ? host.containers.length : 0,
      addresses: hasScheduler ? addressesOf(host).length : 1,
      taken: units.map((unit) => (hasScheduler && !unit.isGlobal ? takenAddresses(unit, host) : 0)),
      misfits: fits.map(({ misfit }) => misfit),
      skips: fits.map(({ isSkipped }) => isSkipped),
      portTaken: fits.map(({ isPortTaken }) => isPortTaken),
      before: this.rules.map((rule) => concernsHost(rule, host)),
    };
  }

  /** Types of hosts, and what each has of what rules are about. */
  private types(): { types: HostType[]; before: boolean[][] } {
    const groups = new Map<string, { facts: Facts; hosts: PlannedHost[] }>();
    for (const hosts of distinct(this.options.hosts)) {
      const [first] = hosts;
      if (!first) continue;
      const facts = this.factsOf(first);
      const { memoryBytes, milliCpu, load, addresses, taken, misfits } = facts;
      const key = [
        [memoryBytes, milliCpu, load, addresses, ...taken].join(),
        [...facts.before, ...facts.skips, ...facts.portTaken].map(Number).join(''),
        ...misfits.map((misfit) => (misfit ? keyOfMisfit(misfit) : '')),
      ].join('\n');
      const group = groups.get(key);
      if (group) group.hosts.push(...hosts);
      else groups.set(key, { facts, hosts: [...hosts] });
    }
    const all = [...groups.values()];
    return {
      types: all.map(({ facts: { before: _before, ...facts }, hosts }) => ({ ...facts, hosts })),
      before: this.rules.map((_rule, at) => all.map(({ facts }) => facts.before[at] ?? false)),
    };
  }

  build(units: readonly StackUnit[]): Problem {
    const { types, before } = this.types();
    const byRule = new Map(this.rules.map((rule, at) => [rule, before[at] ?? []]));
    const volumes = [...new Set(units.flatMap(sharedVolumes))];
    const classes = this.drafts.map((draft, at) => this.classOf(draft, at, byRule, volumes, types));
    const { hosts, hasScheduler } = this.options;
    const hasOpenAddresses = types.some(({ addresses }) => addresses > 1) && isMixed(units);
    return { units, classes, hosts, types, volumes, hasScheduler, hasOpenAddresses };
  }

  private classOf(
    draft: Draft,
    at: number,
    before: ReadonlyMap<PlacementRule, readonly boolean[]>,
    volumes: readonly string[],
    types: readonly HostType[],
  ): UnitClass {
    const { unit, index, others, count } = draft;
    const compiled = unit.rules.map((rule): CompiledRule => ({
      rule,
      before: before.get(rule) ?? [],
      providers: this.drafts.map((each) => provides(rule, each)),
    }));
    const ofHosts = types
      .filter(({ misfits }) => misfits[at] === undefined)
      .reduce((sum, { hosts }) => sum + hosts.length, 0);
    const scaled = index === undefined ? unit.scale - others.length : Number(index <= unit.scale);
    return {
      unit,
      index,
      others,
      wanted: unit.isGlobal ? ofHosts : Math.max(0, scaled),
      most: unit.isGlobal ? ofHosts : count,
      // The server places a unit of a global service on its host whatever is there.
      soft: unit.isGlobal ? [] : compiled.filter(({ rule }) => rule.soft),
      hard: unit.isGlobal ? [] : compiled.filter(({ rule }) => !rule.soft),
      samePort: this.drafts.map(
        (other) => !unit.isGlobal && sharesPort(unit, other.unit, this.options.hasScheduler),
      ),
      volumes: sharedVolumes(unit).map((name) => volumes.indexOf(name)),
      waitsFor: this.drafts.flatMap((other, place) =>
        unit.waitsFor.includes(other.unit.name) ? [place] : [],
      ),
    };
  }
}

/**
 * Whether units share a port, but not all of their ports, or one of them has an address: then it matters which address
 * each takes.
 */
const isMixed = (units: readonly StackUnit[]): boolean => {
  const published = units.filter(({ ports }) => ports.length > 0);
  return published.some(({ ports }, at) =>
    published.slice(at + 1).some(({ ports: others }) => {
      const same = ports.filter((port) => others.some((other) => isSamePort(port, other)));
      const isHalfBound = ports.some(({ address, ...port }) =>
        others.some(
          (other) =>
            isSamePort({ address, ...port }, other) && (address === '') !== (other.address === ''),
        ),
      );
      const isAll = same.length === ports.length && same.length === others.length;
      return isHalfBound || (!isAll && same.some(({ address }) => address === ''));
    }),
  );
};

/** Volumes on the disk of one host that all units of the stack share. */
const sharedVolumes = ({ volumes }: StackUnit): string[] =>
  volumes.flatMap(({ name, scope, driver }) =>
    scope === 'stack' && driver === 'local' ? [name] : [],
  );

/** The units of a stack and the hosts that they can go to, without what makes no difference. */
export const buildProblem = (units: readonly StackUnit[], options: ProblemOptions): Problem =>
  new Builder(units, options).build(units);
