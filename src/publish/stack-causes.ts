import { isMap } from '../model/json.ts';
import { cause, type Cause } from './cause.ts';

/** The keys of a service, of both compose files. */
export type Service = Readonly<Record<string, unknown>>;

/** A value as text, regardless of the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isMap(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Whether two values are equal, regardless of the order of keys. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The value of a label, in the form of a map or a list. */
function labelOf({ labels }: Service, name: string): string | undefined {
  const value = isMap(labels) ? labels[name] : undefined;
  if (['string', 'number', 'boolean'].includes(typeof value))
    return JSON.stringify(value).replaceAll('"', '');
  const item = listOf(labels).find((label) => label.startsWith(`${name}=`));
  return item?.slice(name.length + 1);
}

const isGlobal = (service: Service) =>
  labelOf(service, 'io.rancher.scheduler.global')?.toLowerCase() === 'true';

/** Volume and mount point of a mount, without options such as `:ro`. */
const mountKey = (mount: string) => mount.split(':').slice(0, 2).join(':');

/** Whether a service has data that a new container does not have everywhere. */
const isStateful = ({ volumes, volumes_from: from }: Service) =>
  listOf(volumes).length + listOf(from).length > 0;

/** Rancher's own network if none is given (rancher-compose-executor rancher/convert setupNetworking). */
const networkOf = ({ network_mode: mode, net }: Service) => {
  const text = mode ?? net;
  return typeof text === 'string' && text !== '' ? text : 'managed';
};

/** The public side of a port, with its protocol: 8080:80 and 8080:81/tcp are reached alike. */
function publicPort(port: string): string | undefined {
  const [address = '', protocol = 'tcp'] = port.split('/');
  const parts = address.split(':');
  return parts.length < 2 ? undefined : `${parts.slice(0, -1).join(':')}/${protocol}`;
}

const portsOf = ({ ports }: Service) =>
  new Set(listOf(ports).flatMap((port) => publicPort(port) ?? []));

function mountCauses(name: string, before: Service, after: Service): Cause[] {
  const kept = new Set(listOf(after.volumes).map(mountKey));
  const lost = listOf(before.volumes).filter((mount) => !kept.has(mountKey(mount)));
  if (lost.length > 0) {
    const message = `the service ${name} no longer mounts ${lost.join(', ')}`;
    return [cause('mount-changed', name, message)];
  }
  const hasMoved = isStateful(before) && !same(before.volume_driver, after.volume_driver);
  const message = `the service ${name} changes the driver of its volumes; its data stays in the old ones`;
  return hasMoved ? [cause('mount-changed', name, message)] : [];
}

function schedulingCauses(name: string, before: Service, after: Service): Cause[] {
  if (isGlobal(before) === isGlobal(after)) return [];
  const word = isGlobal(after) ? 'now' : 'no longer';
  const message = `the service ${name} is ${word} global, which Rancher refuses in an upgrade`;
  return [cause('service-scheduling', name, message)];
}

function networkCauses(name: string, before: Service, after: Service): Cause[] {
  const [old, fresh] = [networkOf(before), networkOf(after)];
  if (old === fresh) return [];
  const message = `the service ${name} moves from the network ${old} to ${fresh}; clients that use its addresses or ports lose it`;
  return [cause('network-changed', name, message)];
}

const requestedIp = 'io.rancher.container.requested_ip';

/** Keys that give a service or its containers an address that others may have stored. */
function addressCauses(name: string, before: Service, after: Service): Cause[] {
  const causes: Cause[] = [];
  const [old, fresh] = [labelOf(before, requestedIp), labelOf(after, requestedIp)];
  const changed = [
    ...(old !== undefined && old !== fresh ? [requestedIp] : []),
    ...(before.external_ips !== undefined && !same(before.external_ips, after.external_ips)
      ? ['external_ips']
      : []),
    ...(before.hostname !== undefined && !same(before.hostname, after.hostname)
      ? ['hostname']
      : []),
  ];
  if (changed.length > 0) {
    const message = `the service ${name} changes its ${changed.join(', ')}; peers and clients that stored the address lose it`;
    causes.push(cause('address-changed', name, message));
  }
  if (before.retain_ip === true && after.retain_ip !== true) {
    const message = `the service ${name} no longer retains its addresses: the upgrade gives its containers new ones`;
    causes.push(cause('address-changed', name, message));
  }
  return causes;
}

function portCauses(name: string, before: Service, after: Service): Cause[] {
  const kept = portsOf(after);
  const lost = [...portsOf(before)].filter((port) => !kept.has(port));
  if (lost.length === 0) return [];
  const message = `the service ${name} no longer publishes ${lost.join(', ')}; clients that use the port lose it`;
  return [cause('port-removed', name, message)];
}

function healthCauses(name: string, before: Service, after: Service): Cause[] {
  const isSame = same(before.health_check, after.health_check);
  if (isSame || !isStateful(before) || !isStateful(after)) return [];
  const word =
    before.health_check === undefined
      ? 'gets a health check'
      : after.health_check === undefined
        ? 'loses its health check'
        : 'changes its health check';
  const message = `the service ${name}, which has volumes, ${word}; Rancher may replace containers that work, or keep those that do not`;
  return [cause('health-check-changed', name, message)];
}

/** Changes of a service that cost a running stack its data, its clients or the upgrade. */
export function stackCauses(name: string, before: Service, after: Service): Cause[] {
  const checks = [
    mountCauses,
    schedulingCauses,
    networkCauses,
    addressCauses,
    portCauses,
    healthCauses,
  ];
  return checks.flatMap((check) => check(name, before, after));
}
