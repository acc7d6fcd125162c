import { formatEndpoint } from '../endpoint.ts';
import {
  portVariable,
  type Environment,
  type NodeSpec,
  type Role,
  type SandboxPlan,
  type ServiceEnvironments,
} from './node-spec.ts';

/** The size and addresses of a sandbox. */
export interface SandboxShape {
  readonly replicas: number;
  readonly sentinels: number;
  /** The first three numbers of its addresses: `127.40.7`. */
  readonly net: string;
  /** Port of the master; replicas have the next, sentinels the one after. @default the ports of the entry */
  readonly portBase?: number;
  readonly services: ServiceEnvironments;
  /** Variables of all nodes that override those of the entry. */
  readonly extra?: Environment;
}

/** Last numbers of the addresses: data nodes from 1, sentinels from 101. */
const firstSentinel = 101;

function portsOf({ portBase, services }: SandboxShape): Record<Role, number> {
  const given = (role: Role) => Number(services[role][portVariable[role]]);
  return portBase === undefined
    ? { master: given('master'), slave: given('slave'), sentinel: given('sentinel') }
    : { master: portBase, slave: portBase + 1, sentinel: portBase + 2 };
}

/** The next node of a role, numbered from 1 within its kind. */
export function planNode(shape: SandboxShape, role: Role, number: number): NodeSpec {
  const isVoter = role === 'sentinel';
  const last = isVoter ? firstSentinel + number - 1 : number;
  return {
    name: `${isVoter ? 'sentinel' : 'redis'}-${number}`,
    role,
    at: { host: `${shape.net}.${last}`, port: portsOf(shape)[role] },
    env: { ...shape.services[role], ...shape.extra },
  };
}

/** Variables that list all nodes; in Rancher, DNS has this role. */
export function rosterOf(nodes: readonly NodeSpec[], shape: SandboxShape): Environment {
  const ports = portsOf(shape);
  const hosts = (wanted: boolean) =>
    nodes
      .filter(({ role }) => (role === 'sentinel') === wanted)
      .map(({ at }) => formatEndpoint(at))
      .join(',');
  return {
    redis_hosts: hosts(false),
    sentinel_hosts: hosts(true),
    master_port: String(ports.master),
    sentinel_port: String(ports.sentinel),
  };
}

/** A cluster of one master, replicas and sentinels, each node on an address of its own. */
export function planSandbox(shape: SandboxShape): SandboxPlan {
  const roles: Role[] = [
    'master',
    ...Array.from({ length: shape.replicas }, (): Role => 'slave'),
    ...Array.from({ length: shape.sentinels }, (): Role => 'sentinel'),
  ];
  const bare = roles.map((role, index) =>
    planNode(shape, role, role === 'sentinel' ? index - shape.replicas : index + 1),
  );
  const roster = rosterOf(bare, shape);
  const nodes = bare.map((node): NodeSpec => ({
    ...node,
    env: {
      ...node.env,
      ...roster,
      sentinels: String(shape.sentinels),
      bind_address: node.at.host,
      [portVariable[node.role]]: String(node.at.port),
    },
  }));
  return { nodes, masterName: shape.extra?.master_name ?? 'mymaster' };
}
