import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import { plainValue, serviceLabels } from './launched-service.ts';
import type { Services } from './merge-file.ts';

/** An error of Rancher's API, after the executor has accepted the files. */
export interface ApiError {
  readonly service: string;
  readonly message: string;
  /** The key of the service that is rejected; undefined if it is the name. */
  readonly key?: string;
}

// cattle AbstractDefaultResourceManagerFilter.java:11 and service.json.
const namePattern = /^[a-zA-Z0-9](?!.*--)[a-zA-Z0-9-]*$/;

function nameFault(name: string): string | undefined {
  if (name.length > 63) return `the name has ${name.length} characters, more than 63`;
  if (!namePattern.test(name) || name.endsWith('-')) {
    return 'a name consists of letters, digits and single dashes between them';
  }
  return undefined;
}

/** Names in `io.rancher.sidekicks`, trimmed. */
export function sidekicksOf(service: MapNode): readonly string[] {
  const label = serviceLabels(service)['io.rancher.sidekicks'];
  if (label === undefined) return [];
  return label
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const number = (node: YamlNode | undefined) => Number(fieldText(node) || '0');

const largestMetadata = 1024 * 1024;

function checkPolicy(service: MapNode): string | undefined {
  const policy = child(service, 'scale_policy');
  const [low, high] = [child(policy, 'min'), child(policy, 'max')];
  return low && high && number(low) > number(high)
    ? `min ${number(low)} is above max ${number(high)}`
    : undefined;
}

function checkHealth(service: MapNode): string | undefined {
  const health = child(service, 'health_check');
  if (!health) return undefined;
  const port = number(child(health, 'port'));
  return port >= 1 && port <= 65_535 ? undefined : 'a port from 1 to 65535 is required';
}

function checkBalancer(service: MapNode): string | undefined {
  const rules = child(child(service, 'lb_config'), 'port_rules');
  const taken =
    rules?.kind === 'list' && rules.items.some((rule) => number(child(rule, 'source_port')) === 42);
  return taken ? 'port 42 is reserved for the health check' : undefined;
}

/** The port of the container: the part after the last colon, without the protocol. */
const ownPort = (spec: string) => spec.slice(spec.lastIndexOf(':') + 1).replace(/\/.*$/, '');

function checkPorts(service: MapNode): string | undefined {
  const ports = child(service, 'ports');
  const specs = ports?.kind === 'list' ? ports.items.map(fieldText) : [];
  const none = specs.find((spec) => /^0+(?:-|$)/.test(ownPort(spec)));
  return none === undefined ? undefined : `${none}: port 0 is not valid`;
}

function checkMetadata(service: MapNode): string | undefined {
  const metadata = child(service, 'metadata');
  const size = metadata ? JSON.stringify(plainValue(metadata)).length : 0;
  return size > largestMetadata ? `${size} bytes are more than 1 MiB` : undefined;
}

const isExternal = (service: MapNode) =>
  child(service, 'external_ips') !== undefined || child(service, 'disks') !== undefined;

function checkImage(service: MapNode): string | undefined {
  const isGiven = child(service, 'build') || fieldText(child(service, 'image')) !== '';
  return isGiven || isExternal(service) ? undefined : 'Image is required';
}

function checkAddresses(service: MapNode): string | undefined {
  const both = child(service, 'external_ips') && child(service, 'hostname');
  return both ? 'external_ips and hostname are mutually exclusive' : undefined;
}

const checks: readonly (readonly [string, (service: MapNode) => string | undefined])[] = [
  ['image', checkImage],
  ['external_ips', checkAddresses],
  ['scale_policy', checkPolicy],
  ['health_check', checkHealth],
  ['lb_config', checkBalancer],
  ['ports', checkPorts],
  ['metadata', checkMetadata],
];

function checkService(name: string, service: MapNode, errors: ApiError[]): void {
  const fault = nameFault(name);
  if (fault !== undefined) errors.push({ service: name, message: fault });
  for (const [key, check] of checks) {
    const message = check(service);
    if (message !== undefined) errors.push({ service: name, message, key });
  }
}

/** A sidekick runs with one service only (executor sidekick_info.go:47-51). */
function checkSidekicks(services: Services): ApiError[] {
  const owners = new Map<string, string>();
  const errors: ApiError[] = [];
  for (const [name, service] of services) {
    for (const sidekick of sidekicksOf(service)) {
      const owner = owners.get(sidekick);
      const message = !services.has(sidekick)
        ? `the sidekick ${sidekick} is not a service of this stack`
        : owner === undefined
          ? undefined
          : `the sidekick ${sidekick} already belongs to ${owner}`;
      if (message !== undefined) errors.push({ service: name, message, key: 'labels' });
      owners.set(sidekick, owner ?? name);
    }
  }
  return errors;
}

function checkUnique(services: Services): ApiError[] {
  const seen = new Map<string, string>();
  return [...services.keys()].flatMap((name) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return other === undefined
      ? []
      : [{ service: name, message: `the name differs from ${other} only in case` }];
  });
}

/** The errors of the API for the services of a stack (cattle ServiceValidationFilter, PortSpec
 * and others). */
export function checkServices(services: Services): ApiError[] {
  const errors: ApiError[] = [];
  for (const [name, service] of services) checkService(name, service, errors);
  errors.push(...checkSidekicks(services), ...checkUnique(services));
  return errors;
}
