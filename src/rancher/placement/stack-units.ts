import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import { sidekicksOf } from '../launch/check-services.ts';
import type { Launch } from '../launch/launch.ts';
import { isGlobal, serviceLabels } from '../launch/launched-service.ts';
import type { Services } from '../launch/merge-file.ts';
import { rulesOf, stackServiceLabel } from './placement-rule.ts';
import { specPorts, type SpecPort } from './spec-ports.ts';
import type { HealthStrategy, ScalePolicy, StackUnit, UnitContainer } from './stack-unit.ts';
import { volumeSections, volumesOf, type VolumeSections } from './unit-volumes.ts';

const number = (node: YamlNode | undefined) => Number(fieldText(node)) || 0;

const textsOf = (service: MapNode, key: string): string[] => {
  const list = child(service, key);
  return list?.kind === 'list' ? list.items.map(fieldText) : [];
};

const noContainers = new Set([
  'rancher/external-service',
  'rancher/dns-service',
  // Storage and network drivers without a container of their own.
  'rancher/none',
]);

/** Services that Rancher keeps no containers for (rancher-compose-executor rancher/types.go:25-45). */
function hasContainers(service: MapNode): boolean {
  const isExternal =
    textsOf(service, 'external_ips').length > 0 || fieldText(child(service, 'hostname')) !== '';
  const image = fieldText(child(service, 'image')).replace(/:[^/]*$/, '');
  return !isExternal && !noContainers.has(image);
}

/** The labels of a container: those of its service, and those that Rancher sets. */
function systemLabels(stack: string, service: string): Record<string, string> {
  return {
    'io.rancher.stack.name': stack,
    [stackServiceLabel]: `${stack}/${service}`,
    'io.rancher.project.name': stack,
    'io.rancher.project_service.name': `${stack}/${service}`,
  };
}

function healthOf(service: MapNode): { strategy: HealthStrategy; quorum: number } {
  const check = child(service, 'health_check');
  if (!check) return { strategy: 'unchecked', quorum: 0 };
  const strategy = fieldText(child(check, 'strategy'));
  const config = child(check, 'recreate_on_quorum_strategy_config');
  const quorum = number(child(config, 'quorum')) || 1;
  if (strategy === 'none' || strategy === 'recreateOnQuorum') return { strategy, quorum };
  return { strategy: 'recreate', quorum };
}

/** Services that the executor waits for (project/service-wrapper.go:62-110, project/utils.go:9-35). */
function dependencies(service: MapNode): string[] {
  const network = fieldText(child(service, 'network_mode'));
  const named = ['links', 'depends_on', 'volumes_from'].flatMap((key) => textsOf(service, key));
  return [
    ...named.map((text) => text.split(':')[0]?.trim() ?? ''),
    ...(network.startsWith('service:') ? [network.slice('service:'.length)] : []),
  ];
}

/** Services whose volumes or network a container uses: it runs on their host. */
function usedBy(service: MapNode): string[] {
  const [kind, name = ''] = fieldText(child(service, 'network_mode')).split(':');
  return [
    ...textsOf(service, 'volumes_from').map((text) => text.split(':')[0]?.trim() ?? ''),
    ...(kind === 'container' || kind === 'service' ? [name.trim()] : []),
  ];
}

function policyOf(service: MapNode): ScalePolicy | undefined {
  const policy = child(service, 'scale_policy');
  if (!policy) return undefined;
  const min = Math.max(1, number(child(policy, 'min')));
  return {
    min,
    max: Math.max(min, number(child(policy, 'max')) || 1000),
    increment: Math.max(1, number(child(policy, 'increment'))),
  };
}

const publicPorts = (service: MapNode): SpecPort[] =>
  textsOf(service, 'ports')
    .flatMap((spec) => specPorts(spec) ?? [])
    .filter(({ published }) => published !== undefined && published > 0);

/** What the scheduler is asked for a container (AllocatorServiceImpl.java:987-1005). */
function requestsOf(service: MapNode): string[] {
  const memory = number(child(service, 'mem_reservation'));
  const cpu = number(child(service, 'milli_cpu_reservation'));
  const ports = publicPorts(service).map(
    ({ address, published, inContainer, protocol }) =>
      `${address === '' ? '' : `${address}:`}${published}:${inContainer}/${protocol} portReservation`,
  );
  return [
    ...ports,
    ...(memory > 0 ? [`memoryReservation: ${memory}`] : []),
    ...(cpu > 0 ? [`cpuReservation: ${cpu}`] : []),
    'instanceReservation: 1',
  ];
}

interface Stack {
  readonly name: string;
  readonly services: Services;
  /** In lowercase. */
  readonly names: ReadonlySet<string>;
  readonly volumes: VolumeSections;
}

type Member = readonly [name: string, service: MapNode];

function containerOf(stack: Stack, primary: string, [name, service]: Member) {
  const own = name === primary ? name : `${primary}/${name}`;
  const labels = serviceLabels(service);
  const container: UnitContainer = {
    service: name,
    labels: { ...labels, ...systemLabels(stack.name, own) },
  };
  const rules = rulesOf({ stack: stack.name, service: own, labels }, stack.names);
  return { container, rules };
}

const total = (members: readonly Member[], key: string) =>
  members.reduce((sum, [, service]) => sum + number(child(service, key)), 0);

function unitOf(stack: Stack, name: string, service: MapNode, primaries: Set<string>): StackUnit {
  const sidekicks = sidekicksOf(service).filter((each) => stack.services.has(each));
  const members: Member[] = [name, ...sidekicks].flatMap((each): Member[] => {
    const node = stack.services.get(each);
    return node ? [[each, node]] : [];
  });
  const made = members.map((member) => containerOf(stack, name, member));
  const policy = policyOf(service);
  const own = new Set([name, ...sidekicks]);
  return {
    name,
    sidekicks,
    stack: stack.name,
    // Odd: a scale of 0 is 1 (rancher-compose-executor rancher/service.go:257).
    scale: policy?.min ?? (number(child(service, 'scale')) || 1),
    ...(policy ? { policy } : {}),
    isGlobal: isGlobal(serviceLabels(service)),
    containers: made.map(({ container }) => container),
    rules: made.flatMap(({ rules }) => rules),
    ports: members.flatMap(([, each]) =>
      publicPorts(each).map(({ address, published = 0, protocol }) => ({
        port: published,
        protocol,
        address,
      })),
    ),
    memoryBytes: total(members, 'mem_reservation'),
    milliCpu: total(members, 'milli_cpu_reservation'),
    requests: members.flatMap(([, each]) => requestsOf(each)),
    volumes: members.flatMap(([, each]) => volumesOf(each, stack.volumes)),
    waitsFor: [...new Set(dependencies(service))].filter(
      (each) => primaries.has(each) && !own.has(each),
    ),
    uses: [...new Set(members.flatMap(([, each]) => usedBy(each)))].filter(
      (each) => stack.services.has(each) && !own.has(each),
    ),
    health: healthOf(service),
    isOnHostNetwork: fieldText(child(service, 'network_mode')) === 'host',
  };
}

/** The deployment units of an accepted launch, in the order of its files. */
export function stackUnits(launch: Launch, stackName: string): readonly StackUnit[] {
  const services = launch.config;
  const sidekicks = new Set([...services.values()].flatMap((service) => sidekicksOf(service)));
  const primaries = [...services].filter(
    ([name, service]) => !sidekicks.has(name) && hasContainers(service),
  );
  const stack: Stack = {
    name: stackName,
    services,
    names: new Set(primaries.map(([name]) => name.toLowerCase())),
    volumes: volumeSections(launch),
  };
  const names = new Set(primaries.map(([name]) => name));
  return primaries.map(([name, service]) => unitOf(stack, name, service, names));
}
