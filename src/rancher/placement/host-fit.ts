import type { HostBefore, HostPort } from './host-before.ts';
import { concernsHost, isBroken, type PlacementRule } from './placement-rule.ts';
import type { StackUnit } from './stack-unit.ts';

/** Why a host cannot take a unit, whatever else is placed. */
export interface HostMisfit {
  readonly kind:
    | /** No host can take it. */ 'broken'
    | 'label'
    | 'container'
    | 'require-any'
    | 'port'
    | 'memory'
    | 'cpu';
  /** What the host lacks or has: "lacks the label role=redis"; if broken, what is wrong with the unit. */
  readonly words: string;
}

const everyAddress: readonly string[] = [''];

/** The addresses of a host that ports can be published on (scheduler port_actions.go:256-306). */
export function addressesOf({ labels }: HostBefore): readonly string[] {
  const label = labels['io.rancher.scheduler.ips'];
  if (label === undefined) return everyAddress;
  const named = label.split(',').flatMap((each) => each.trim() || []);
  return named.length > 0 ? named : everyAddress;
}

/** Whether two ports of one host exclude each other on an address. */
export const isSamePort = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && a.protocol === b.protocol;

/** Whether a port in use is in the way on an address of a host. */
const isInTheWay = (own: HostPort, used: HostPort, address: string): boolean =>
  isSamePort(own, used) && (used.address === '' || address === '' || used.address === address);

/** On how many addresses of a host the ports of a unit are taken before the launch, as far as it can choose. */
export function takenAddresses(unit: StackUnit, host: HostBefore): number {
  const free = unit.ports.filter(({ address }) => address === '');
  if (free.length === 0 || host.ports.length === 0) return 0;
  return addressesOf(host).filter((address) =>
    free.some((own) => host.ports.some((used) => isInTheWay(own, used, address))),
  ).length;
}

/** Without a scheduler only a port on the same address is in the way (PortsConstraint). */
const portInUse = (unit: StackUnit, host: HostBefore, hasScheduler: boolean): boolean =>
  hasScheduler
    ? takenAddresses(unit, host) >= addressesOf(host).length ||
      unit.ports.some(
        (own) =>
          own.address !== '' && host.ports.some((used) => isInTheWay(own, used, own.address)),
      )
    : unit.ports.some((own) =>
        host.ports.some((used) => isSamePort(own, used) && used.address === own.address),
      );

const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 512 MiB. */
export function sizeText(bytes: number): string {
  let [value, power] = [bytes, 0];
  while (value >= 1024 && power < sizes.length - 1) {
    value /= 1024;
    power += 1;
  }
  return `${Number(value.toFixed(1))} ${sizes[power] ?? ''}`;
}

const itemText = ({ key, value }: PlacementRule) => (key === undefined ? value : `${key}=${value}`);

/** Whether a host takes a unit by its label require_any (scheduler label_actions.go:13-82). */
function isRequired({ containers }: StackUnit, { labels }: HostBefore): boolean {
  const required = labels['io.rancher.scheduler.require_any'];
  if (required === undefined || required === '') return true;
  return required.split(',').some((item) => {
    const [key = '', value] = item.split('=').map((part) => part.trim());
    return containers.some(({ labels: own }) => {
      const text = own[key];
      return (
        text !== undefined &&
        (value === undefined || value === '' || text.toLowerCase() === value.toLowerCase())
      );
    });
  });
}

/** Described when it is shown: all hosts of a large environment can have another amount. */
const tooLittle = (
  kind: 'memory' | 'cpu',
  need: number,
  free: number,
  text: (amount: number) => string,
): HostMisfit => ({
  kind,
  get words() {
    const what = kind === 'memory' ? 'of memory' : 'of a core';
    return `has ${text(free)} ${what} free, and ${text(need)} are reserved`;
  },
});

function ruleMisfit(rule: PlacementRule, host: HostBefore): HostMisfit | undefined {
  if (isBroken(rule)) {
    return { kind: 'broken', words: `the rule "${itemText(rule)}" makes the scheduler fail` };
  }
  const has = concernsHost(rule, host);
  if (rule.subject === 'host-label') {
    if (has !== rule.negated) return undefined;
    const words = `${rule.negated ? 'has' : 'lacks'} the label ${itemText(rule)}`;
    return { kind: 'label', words };
  }
  return rule.negated && has
    ? { kind: 'container', words: `has a container with ${itemText(rule)}` }
    : undefined;
}

/** A port that a unit requests twice, which no host can give it. */
export const repeatedPort = ({ ports }: StackUnit): HostPort | undefined =>
  ports.find((port, at) =>
    ports.slice(0, at).some((each) => isSamePort(port, each) && each.address === port.address),
  );

/** A port with an address of its own needs that address in the label (port_actions.go:279-303). */
function portMisfit(unit: StackUnit, host: HostBefore, hasScheduler: boolean) {
  if (unit.ports.length === 0) return undefined;
  const twice = repeatedPort(unit);
  if (twice) {
    const words = `port ${twice.port}/${twice.protocol} is requested more than once`;
    return { kind: 'broken', words } as const;
  }
  const addresses = addressesOf(host);
  const bound = unit.ports.find(({ address }) => address !== '' && !addresses.includes(address));
  if (hasScheduler && bound) {
    const words = `lacks the address ${bound.address} in its label io.rancher.scheduler.ips`;
    return { kind: 'port', words } as const;
  }
  if (!portInUse(unit, host, hasScheduler)) return undefined;
  const used = unit.ports.find((own) => host.ports.some((each) => isSamePort(own, each)));
  return { kind: 'port', words: `has port ${used?.port}/${used?.protocol} in use` } as const;
}

/** Hosts that the scheduler does not offer for a unit (scheduler actions.go:20-33). */
function filterMisfit(unit: StackUnit, host: HostBefore): HostMisfit | undefined {
  if (!isRequired(unit, host)) {
    const label = host.labels['io.rancher.scheduler.require_any'] ?? '';
    return { kind: 'require-any', words: `takes only containers with one of ${label}` };
  }
  const { memoryBytes = Infinity, milliCpu = Infinity } = host;
  if (unit.memoryBytes > memoryBytes) {
    return tooLittle('memory', unit.memoryBytes, memoryBytes, sizeText);
  }
  return unit.milliCpu > milliCpu
    ? tooLittle('cpu', unit.milliCpu, milliCpu, (amount) => `${amount / 1000}`)
    : undefined;
}

/** Whether a unit fits a host before anything else of the stack is placed. */
export interface HostFit {
  /** The first thing that keeps it off. */
  readonly misfit: HostMisfit | undefined;
  /** The allocator does not look at the host. */
  readonly isSkipped: boolean;
  /** A port is in use. */
  readonly isPortTaken: boolean;
}

/** Of a global service only rules about hosts count, and soft ones as hard ones. */
function globalFit({ rules }: StackUnit, host: HostBefore): HostFit {
  const misfit = rules
    .filter(({ subject }) => subject === 'host-label')
    .map((rule) => ruleMisfit(rule, host))
    .find((each) => each !== undefined);
  return { misfit, isSkipped: false, isPortTaken: false };
}

export function hostFit(unit: StackUnit, host: HostBefore, hasScheduler: boolean): HostFit {
  if (unit.isGlobal) return globalFit(unit, host);
  const rule = unit.rules
    .map((each) => (each.soft ? undefined : ruleMisfit(each, host)))
    .find((each) => each !== undefined);
  const port = portMisfit(unit, host, hasScheduler);
  const filter = hasScheduler ? (port ?? filterMisfit(unit, host)) : undefined;
  const misfit = rule ?? port ?? filter;
  const isBrokenUnit = rule?.kind === 'broken' || port?.kind === 'broken';
  return {
    misfit,
    isSkipped: isBrokenUnit || filter !== undefined,
    isPortTaken: port?.kind === 'port',
  };
}
