/**
 * A plain account of what Rancher's allocator does with one stack, host by host and container by container, for small
 * cases. It shares no code with the planner: rules are read here again.
 */

/** A host with what is on it; containers are added while units are placed. */
export interface SimulatedHost {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly memory: number;
  readonly usedPorts: readonly number[];
  readonly before: readonly Readonly<Record<string, string>>[];
}

export interface SimulatedService {
  readonly name: string;
  readonly scale: number;
  readonly isGlobal: boolean;
  readonly memory: number;
  readonly ports: readonly number[];
  readonly waitsFor: readonly string[];
  /** Labels of each container of a unit, with its rules; the primary one first. */
  readonly containers: readonly Readonly<Record<string, string>>[];
  /** A local volume of the stack that all units share. */
  readonly volume: string | undefined;
}

interface Constraint {
  readonly isHard: boolean;
  readonly text: string;
  readonly holds: (host: Placed) => boolean;
}

interface Placed {
  readonly host: SimulatedHost;
  readonly units: SimulatedService[];
}

export interface SimulatedEnd {
  /** Units of each service on each host. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  /** Services with units left, and the error of the last try of each; empty if it was not started. */
  readonly errors: ReadonlyMap<string, string>;
}

const affinity = 'io.rancher.scheduler.affinity:';

const systemLabels = (service: string, container: number) => ({
  'io.rancher.stack.name': 'r',
  'io.rancher.stack_service.name':
    container === 0 ? `r/${service}` : `r/${service}/${service}-side`,
});

export class Simulation {
  private readonly hosts: readonly Placed[];
  private readonly services: readonly SimulatedService[];
  private readonly hasScheduler: boolean;
  /** A number from 0 to below `limit`. */
  private readonly pick: (limit: number) => number;

  constructor(
    hosts: readonly SimulatedHost[],
    services: readonly SimulatedService[],
    hasScheduler: boolean,
    pick: (limit: number) => number,
  ) {
    this.hosts = hosts.map((host) => ({ host, units: [] }));
    this.services = services;
    this.hasScheduler = hasScheduler;
    this.pick = pick;
  }

  private shuffled<T>(some: readonly T[]): T[] {
    const rest = [...some];
    return some.flatMap(() => rest.splice(this.pick(rest.length), 1));
  }

  private labelsOn({ host, units }: Placed): Record<string, string>[] {
    const own = units.flatMap(({ name, containers }) =>
      containers.map((labels, at) => ({ ...labels, ...systemLabels(name, at) })),
    );
    return [...host.before.map((labels) => ({ ...labels })), ...own];
  }

  private constraints({ name, containers, ports }: SimulatedService): Constraint[] {
    const made: Constraint[] = [];
    for (const [at, labels] of containers.entries()) {
      for (const [key, value] of Object.entries(labels)) {
        if (!key.startsWith(affinity)) continue;
        const kind = key.slice(affinity.length);
        const isNot = kind.endsWith('_ne');
        const isSoft = kind.includes('_soft');
        const isHost = kind.startsWith('host_label');
        for (const item of value.split(',')) {
          const own = at === 0 ? name : `${name}/${name}-side`;
          const text = item.replace('${stack_name}', 'r').replace('${service_name}', own);
          const [label = '', wanted = ''] = text.split('=');
          made.push({
            isHard: !isSoft,
            text: isHost
              ? `needs host with label ${label}${isNot ? '_ne' : ''}: ${wanted}`
              : `host must ${isNot ? 'not ' : ''}have a container with label ${text}`,
            holds: (placed) => {
              const sets = isHost ? [placed.host.labels] : this.labelsOn(placed);
              return sets.some((set) => set[label] === wanted) !== isNot;
            },
          });
        }
      }
    }
    if (!this.hasScheduler && ports.length > 0) {
      made.push({
        isHard: true,
        text: `host needs ports ${ports.map((port) => `${port}/tcp`).join(', ')} available`,
        holds: (placed) => this.arePortsFree(placed, ports),
      });
    }
    return made;
  }

  private arePortsFree({ host, units }: Placed, ports: readonly number[]): boolean {
    const used = new Set([...host.usedPorts, ...units.flatMap((unit) => unit.ports)]);
    return ports.every((port) => !used.has(port));
  }

  private isMemoryFree({ host, units }: Placed, memory: number): boolean {
    return units.reduce((sum, unit) => sum + unit.memory, memory) <= host.memory;
  }

  /** A volume that exists is on one host. */
  private withVolume({ volume }: SimulatedService): readonly Placed[] {
    const owner = this.hosts.find(({ units }) =>
      units.some((unit) => volume !== undefined && unit.volume === volume),
    );
    return owner ? [owner] : this.hosts;
  }

  /** The hosts that the allocator starts with, in its order. */
  private candidates(service: SimulatedService): Placed[] {
    const { memory, ports } = service;
    const free = this.withVolume(service).filter(
      (placed) =>
        !this.hasScheduler ||
        ((memory === 0 || this.isMemoryFree(placed, memory)) && this.arePortsFree(placed, ports)),
    );
    return this.shuffled(free);
  }

  private requests({ ports, memory, containers }: SimulatedService): string[] {
    const all = [
      ...ports.map((port) => `${port}:${port}/tcp portReservation`),
      ...(memory > 0 ? [`memoryReservation: ${memory}`] : []),
      ...containers.map(() => 'instanceReservation: 1'),
    ];
    return all;
  }

  /** Places one unit; the error if it cannot. */
  private place(service: SimulatedService): string | undefined {
    let constraints = this.constraints(service);
    for (;;) {
      const candidates = this.candidates(service);
      const requests = this.requests(service);
      if (candidates.length === 0) {
        return this.hasScheduler
          ? `Allocation failed: No healthy hosts meet the resource constraints: [${requests.join(', ')}]`
          : 'Allocation failed: No healthy hosts with sufficient resources available';
      }
      let weakest: Constraint[] | undefined;
      const score = (failed: Constraint[]) => {
        const hard = failed.filter(({ isHard }) => isHard).length;
        return hard * 1000 + failed.length - hard;
      };
      for (const candidate of candidates) {
        const failed = constraints.filter((constraint) => !constraint.holds(candidate));
        if (failed.length === 0) {
          candidate.units.push(service);
          return undefined;
        }
        if (weakest === undefined || score(failed) < score(weakest)) weakest = failed;
      }
      const soft = (weakest ?? []).filter(({ isHard }) => !isHard);
      const dropped = soft[this.pick(soft.length)];
      if (!dropped) {
        requests.splice(requests.indexOf('instanceReservation: 1'), 1);
        const prefix =
          this.hasScheduler && requests.length > 0
            ? `Host must satisfy resource constraints: [${requests.join(', ')}]. `
            : '';
        return `Allocation failed: ${prefix}${(weakest ?? []).map(({ text }) => text).join(', ')}`;
      }
      constraints = constraints.filter((each) => each !== dropped);
    }
  }

  /** A global service gets a unit on a host whose labels match, soft rules included. */
  private placeGlobal(service: SimulatedService): boolean {
    const rules = this.constraints(service).filter(({ text }) => text.startsWith('needs host'));
    const free = this.withVolume(service).filter(
      (placed) => !placed.units.includes(service) && rules.every(({ holds }) => holds(placed)),
    );
    const [first] = this.shuffled(free);
    first?.units.push(service);
    return first !== undefined;
  }

  private count(name: string): number {
    return this.hosts.flatMap(({ units }) => units).filter((unit) => unit.name === name).length;
  }

  /** Of a global service: hosts that match. */
  wanted(service: SimulatedService): number {
    if (!service.isGlobal) return service.scale;
    const rules = this.constraints(service).filter(({ text }) => text.startsWith('needs host'));
    return this.hosts.filter((placed) => rules.every(({ holds }) => holds(placed))).length;
  }

  private isStarted({ waitsFor }: SimulatedService): boolean {
    return waitsFor.every((name) => {
      const other = this.services.find((service) => service.name === name);
      return !other || (this.isStarted(other) && this.count(name) >= this.wanted(other));
    });
  }

  /** Places units in a random order until none can be placed. */
  run(): SimulatedEnd {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const service of this.shuffled(this.services)) {
        if (!this.isStarted(service) || this.count(service.name) >= this.wanted(service)) continue;
        isMoving = service.isGlobal ? this.placeGlobal(service) : this.place(service) === undefined;
        if (isMoving) break;
      }
    }
    const errors = new Map<string, string>();
    for (const service of this.services) {
      if (this.count(service.name) >= this.wanted(service)) continue;
      const error = this.isStarted(service) && !service.isGlobal ? this.place(service) : '';
      errors.set(service.name, error ?? '');
    }
    return {
      hosts: new Map(
        this.hosts.map(({ host, units }) => [host.name, units.map(({ name }) => name)]),
      ),
      errors,
    };
  }
}
