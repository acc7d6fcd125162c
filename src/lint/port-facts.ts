import { specPorts, type SpecPort } from '../rancher/placement/spec-ports.ts';
import type { YamlNode } from '../source/yaml-node.ts';
import { itemsOf, type ListItem } from './service-list.ts';
import type { ServiceFacts } from './version-facts.ts';

/** A port that an entry of `ports` or `expose` opens. */
export interface PublishedPort extends SpecPort {
  /** Of the entry, after interpolation. */
  readonly node: YamlNode;
}

const portsOf = ({ text, node }: ListItem): PublishedPort[] | undefined =>
  specPorts(text)?.map((port) => ({ ...port, node }));

/** The ports that a service publishes; undefined if one of them cannot be read. */
export function publishedPorts(
  service: ServiceFacts,
  key: 'ports' | 'expose' = 'ports',
): PublishedPort[] | undefined {
  const all = itemsOf(service, key).map(portsOf);
  return all.includes(undefined) ? undefined : all.flatMap((ports) => ports ?? []);
}

/** The ports of the host that a service takes, as far as they can be read. */
const takenPorts = (service: ServiceFacts): PublishedPort[] =>
  itemsOf(service, 'ports')
    .flatMap((item) => portsOf(item) ?? [])
    .filter(({ published }) => published !== undefined && published > 0);

/** Whether two containers on one host cannot both have these ports. */
const areSamePort = (a: PublishedPort, b: PublishedPort): boolean =>
  a.published === b.published &&
  a.protocol === b.protocol &&
  (a.address === b.address || a.address === '' || b.address === '');

/** A port, and the name of the service that takes it. */
export interface Taken {
  readonly port: PublishedPort;
  readonly service: string;
}

/** Ports of services, in their order. */
export const takenBy = (service: ServiceFacts): Taken[] =>
  takenPorts(service).map((port) => ({ port, service: service.name }));

/** Ports that are taken, to be found by their number. */
export class PortList {
  readonly #byNumber = new Map<unknown, Taken[]>();

  constructor(all: readonly Taken[] = []) {
    for (const taken of all) this.add(taken);
  }

  add(taken: Taken): void {
    const same = this.#byNumber.get(taken.port.published);
    if (!same) this.#byNumber.set(taken.port.published, [taken]);
    // What one port excludes, an equal one excludes as well.
    else if (!same.some(({ port }) => isLike(port, taken.port))) same.push(taken);
  }

  /** The first that was added of those that a container on the same host cannot have beside a port. */
  find(port: PublishedPort): Taken | undefined {
    return this.#byNumber.get(port.published)?.find((each) => areSamePort(each.port, port));
  }
}

const isLike = (a: PublishedPort, b: PublishedPort) =>
  a.protocol === b.protocol && a.address === b.address;
