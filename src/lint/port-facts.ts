import { textsOf } from './service-list.ts';
import type { ServiceFacts } from './version-facts.ts';

/** Ports that one entry of `ports` publishes. */
export interface PublishedPort {
  /** As written, after interpolation. */
  readonly text: string;
  /** Empty: all addresses. */
  readonly address: string;
  /** Undefined: Docker chooses one. */
  readonly published: number | undefined;
  readonly inContainer: number;
  readonly protocol: string;
}

const form =
  /^(?:((?:\d{1,3}\.){3}\d{1,3}):)?(?:(\d+)(?:-(\d+))?:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/;

/** A range of a thousand ports is enough to compare. */
const most = 1000;

function portsOf(text: string): PublishedPort[] | undefined {
  const found = form.exec(text);
  if (!found) return undefined;
  const [, address = '', low, , first = '0', last = first, protocol = 'tcp'] = found;
  const count = Math.min(Math.max(Number(last) - Number(first), 0), most) + 1;
  return Array.from({ length: count }, (_none, index) => ({
    text,
    address,
    published: low === undefined ? undefined : Number(low) + index,
    inContainer: Number(first) + index,
    protocol,
  }));
}

/** The ports that a service publishes; undefined if one of them cannot be read. */
export function publishedPorts(
  service: ServiceFacts,
  key: 'ports' | 'expose' = 'ports',
): PublishedPort[] | undefined {
  const all = textsOf(service, key).map(portsOf);
  return all.includes(undefined) ? undefined : all.flatMap((ports) => ports ?? []);
}
