import {
  portVariable,
  rolesOf,
  serviceNames,
  type ClusterKind,
  type Environment,
  type Role,
  type ServiceEnvironments,
} from '../../cluster/sandbox/node-spec.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { textAt, type FileTree } from '../../model/file-tree.ts';
import { isMap } from '../../model/json.ts';
import { parseSource } from '../../source/parse-source.ts';

/** What a rendered entry sets for the nodes of its cluster. */
export interface ClusterServices {
  /** A Redis Cluster if the entry has its service; otherwise a master with sentinels. */
  readonly kind: ClusterKind;
  readonly environments: ServiceEnvironments;
  /** How many containers each service has. */
  readonly scales: Readonly<Record<Role, number>>;
  /** Why no cluster can be planned from it; empty if one can. */
  readonly faults: readonly string[];
}

type Services = Readonly<Partial<Record<string, unknown>>>;

function servicesOf(version: FileTree, file: string): Services {
  const compose = parseSource(textAt(version, file), file).value?.value;
  const services = isMap(compose) ? compose.services : undefined;
  return isMap(services) ? services : {};
}

/** The environment of a service; Rancher reads `$$` as `$`. */
function environmentOf(service: unknown): Environment {
  const environment = isMap(service) ? service.environment : undefined;
  const pairs = Object.entries(isMap(environment) ? environment : {});
  return Object.fromEntries(
    // The blueprint writes every value as text.
    pairs.map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('$$', '$') : '',
    ]),
  );
}

function scaleOf(service: unknown): number {
  const scale = isMap(service) ? service.scale : undefined;
  return typeof scale === 'number' ? scale : 1;
}

const isPort = (text: string | undefined) => /^\d+$/.test(text ?? '') && Number(text) <= 65_535;

function faultsOf(
  kind: ClusterKind,
  services: Services,
  environments: ServiceEnvironments,
): string[] {
  const roles = rolesOf[kind];
  const missing = roles.map((role) => serviceNames[role]).filter((name) => !isMap(services[name]));
  if (missing.length > 0)
    return [`its docker-compose.yml has no service ${listWords(missing, 'or')}`];
  return roles
    .filter((role) => !isPort(environments[role][portVariable[role]]))
    .map((role) => `its service ${serviceNames[role]} sets no port in ${portVariable[role]}`);
}

const ofRoles = <T>(value: (role: Role) => T): Readonly<Record<Role, T>> => ({
  master: value('master'),
  slave: value('slave'),
  sentinel: value('sentinel'),
  cluster: value('cluster'),
});

/** Reads the services of a cluster from the rendered version of an entry, whatever its blueprint. */
export function readServices(version: FileTree): ClusterServices {
  const services = servicesOf(version, 'docker-compose.yml');
  const rancher = servicesOf(version, 'rancher-compose.yml');
  const environments = ofRoles((role) => environmentOf(services[serviceNames[role]]));
  const kind = isMap(services[serviceNames.cluster]) ? 'cluster' : 'sentinel';
  return {
    kind,
    environments,
    scales: ofRoles((role) => {
      const name = serviceNames[role];
      return isMap(services[name]) ? scaleOf(rancher[name]) : 0;
    }),
    faults: faultsOf(kind, services, environments),
  };
}
