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
export const takenPorts = (service: ServiceFacts): PublishedPort[] =>
  itemsOf(service, 'ports')
    .flatMap((item) => portsOf(item) ?? [])
    .filter(({ published }) => published !== undefined && published > 0);

/** Whether two containers on one host cannot both have these ports. */
export const areSamePort = (a: PublishedPort, b: PublishedPort): boolean =>
  a.published === b.published &&
  a.protocol === b.protocol &&
  (a.address === b.address || a.address === '' || b.address === '');
