import { isMap } from '../model/json.ts';
import { cause, type Cause } from './cause.ts';
import { placementCauses } from './placement-causes.ts';
import { isStateful, labelOf, listOf, same, variablesOf, type Service } from './service-keys.ts';

/** Volume and mount point of a mount, without options such as `:ro`. */
const mountKey = (mount: string) => mount.split(':').slice(0, 2).join(':');

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

const cleanup = 'io.rancher.container.volume_cleanup_strategy';

/** Whether Rancher removes a container's named volumes with it (cattle InstanceRemove, deleteVolumes). */
const removesVolumes = (service: Service) => labelOf(service, cleanup) === 'all';

function mountCauses(name: string, before: Service, after: Service): Cause[] {
  const changed = (message: string) => [cause('mount-changed', name, message)];
  const kept = new Set(listOf(after.volumes).map(mountKey));
  const lost = listOf(before.volumes).filter((mount) => !kept.has(mountKey(mount)));
  if (lost.length > 0) return changed(`the service ${name} no longer mounts ${lost.join(', ')}`);
  const sources = new Set(listOf(after.volumes_from).map(mountKey));
  const gone = listOf(before.volumes_from).filter((source) => !sources.has(mountKey(source)));
  if (gone.length > 0) {
    return changed(`the service ${name} no longer mounts the volumes of ${gone.join(', ')}`);
  }
  if (!isStateful(before)) return [];
  if (!same(before.volume_driver, after.volume_driver)) {
    return changed(
      `the service ${name} changes the driver of its volumes; its data stays in the old ones`,
    );
  }
  return removesVolumes(after) && !removesVolumes(before)
    ? changed(`the service ${name} now removes its volumes together with its containers`)
    : [];
}

function networkCauses(name: string, before: Service, after: Service): Cause[] {
  const [old, fresh] = [networkOf(before), networkOf(after)];
  if (old === fresh) return [];
  const message = `the service ${name} moves from the network ${old} to ${fresh}; clients that use its addresses or ports lose it`;
  return [cause('network-changed', name, message)];
}

/** Namespaces of the host or of other containers that a container can share. */
const namespaces = ['pid', 'ipc', 'uts'] as const;

function namespaceCauses(name: string, before: Service, after: Service): Cause[] {
  const changed = namespaces.filter((key) => (before[key] ?? '') !== (after[key] ?? ''));
  if (changed.length === 0) return [];
  const message = `the service ${name} changes its ${changed.join(', ')}; it sees other processes, memory or host names than before`;
  return [cause('namespace-changed', name, message)];
}

const addressLabels = [
  'io.rancher.container.requested_ip',
  'io.rancher.container.hostname_override',
];
const addressKeys = ['external_ips', 'hostname', 'domainname', 'mac_address'];

/** Keys that give a service or its containers an address that others may have stored. */
function addressCauses(name: string, before: Service, after: Service): Cause[] {
  const causes: Cause[] = [];
  const changed = [
    ...addressLabels.filter((label) => {
      const old = labelOf(before, label);
      return old !== undefined && old !== labelOf(after, label);
    }),
    ...addressKeys.filter((key) => before[key] !== undefined && !same(before[key], after[key])),
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

/** What the rules of a load balancer accept: 443 shop.example.com/cart. */
function rulesOf({ lb_config: config }: Service): string[] {
  const rules = isMap(config) && Array.isArray(config.port_rules) ? config.port_rules : [];
  return rules.filter(isMap).map(({ source_port: port, hostname, path }) => {
    const text = [port, hostname, path].map((part) =>
      typeof part === 'string' || typeof part === 'number' ? String(part) : '',
    );
    return `${text[0] ?? ''} ${text[1] ?? ''}${text[2] ?? ''}`.trim();
  });
}

function portCauses(name: string, before: Service, after: Service): Cause[] {
  const kept = new Set([...portsOf(after), ...rulesOf(after)]);
  const published = [...portsOf(before)].filter((port) => !kept.has(port));
  const balanced = [...new Set(rulesOf(before))].filter((rule) => !kept.has(rule));
  return [
    ['publishes', published, 'the port'] as const,
    ['balances', balanced, 'the address'] as const,
  ].flatMap(([verb, lost, what]) =>
    lost.length === 0
      ? []
      : [
          cause(
            'port-removed',
            name,
            `the service ${name} no longer ${verb} ${lost.join(', ')}; clients that use ${what} lose it`,
          ),
        ],
  );
}

const isPort = (text: string | undefined): text is string =>
  text !== undefined && /^\d{1,5}$/.test(text);

/**
 * Ports that a service on the network of its host opens there without publishing them. Only its variables name them:
 * redis_port, HTTP_PORT.
 */
function hostPortCauses(name: string, before: Service, after: Service): Cause[] {
  if (networkOf(before) !== 'host' || networkOf(after) !== 'host') return [];
  const fresh = variablesOf(after);
  const moved = [...variablesOf(before)].flatMap(([variable, old]) => {
    const now = fresh.get(variable);
    const isMoved = /(?:^|_)port$/i.test(variable) && isPort(old) && isPort(now) && old !== now;
    return isMoved ? [`${variable} from ${old} to ${now}`] : [];
  });
  if (moved.length === 0) return [];
  const message = `the service ${name} changes ${moved.join(', ')} on its hosts; clients that use the port lose it`;
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

/** Whether an upgrade starts new containers while the old ones run on what only one can use. */
const overlaps = (service: Service) =>
  isMap(service.upgrade_strategy) &&
  service.upgrade_strategy.start_first === true &&
  (isStateful(service) || service.retain_ip === true);

/** With retain_ip, Rancher refuses the upgrade (cattle ServiceUpgradeValidationFilter). */
function overlapCauses(name: string, before: Service, after: Service): Cause[] {
  if (!overlaps(after) || overlaps(before)) return [];
  const message = `the service ${name} is now upgraded with start_first: new containers use its volumes or addresses while the old ones run`;
  return [cause('upgrade-overlaps', name, message)];
}

/** Changes of a service that cost a running stack its data, its clients or the upgrade. */
export function stackCauses(name: string, before: Service, after: Service): Cause[] {
  const checks = [
    mountCauses,
    placementCauses,
    networkCauses,
    namespaceCauses,
    addressCauses,
    portCauses,
    hostPortCauses,
    healthCauses,
    overlapCauses,
  ];
  return checks.flatMap((check) => check(name, before, after));
}
