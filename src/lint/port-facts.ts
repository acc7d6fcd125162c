import type { YamlNode } from '../source/yaml-node.ts';
import { itemsOf, type ListItem } from './service-list.ts';
import type { ServiceFacts } from './version-facts.ts';

/** A port that an entry of `ports` or `expose` opens. */
export interface PublishedPort {
  /** Of the entry, after interpolation. */
  readonly node: YamlNode;
  /** Empty: all addresses. */
  readonly address: string;
  /** Undefined: Docker chooses one. */
  readonly published: number | undefined;
  readonly inContainer: number;
  readonly protocol: string;
}

const form =
  /^(?:((?:\d{1,3}\.){3}\d{1,3}):)?(?:(\d+)(?:-(\d+))?:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/i;

/** A range of a thousand ports is enough to compare. */
const most = 1000;

function portsOf({ text, node }: ListItem): PublishedPort[] | undefined {
  const found = form.exec(text);
  if (!found) return undefined;
  const [, address = '', low, , first = '0', last = first, protocol = 'tcp'] = found;
  const count = Math.min(Math.max(Number(last) - Number(first), 0), most) + 1;
  return Array.from({ length: count }, (_none, index) => ({
    node,
    address: address === '0.0.0.0' ? '' : address,
    published: low === undefined ? undefined : Number(low) + index,
    inContainer: Number(first) + index,
    protocol: protocol.toLowerCase(),
  }));
}

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
