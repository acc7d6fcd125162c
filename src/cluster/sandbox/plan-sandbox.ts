import { formatEndpoint } from '../endpoint.ts';
import {
  portVariable,
  type ClusterKind,
  type Environment,
  type NodeSpec,
  type Role,
  type SandboxPlan,
  type ServiceEnvironments,
} from './node-spec.ts';

/** The size and addresses of a sandbox. */
export interface SandboxShape {
  readonly kind: ClusterKind;
  /** Nodes of a Redis Cluster; 0 for the other kind, which has replicas and sentinels instead. */
  readonly nodes: number;
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
    ? {
        master: given('master'),
        slave: given('slave'),
        sentinel: given('sentinel'),
        cluster: given('cluster'),
      }
    : { master: portBase, slave: portBase + 1, sentinel: portBase + 2, cluster: portBase };
}

const prefixes: Readonly<Record<Role, string>> = {
  master: 'redis',
  slave: 'redis',
  sentinel: 'sentinel',
  cluster: 'node',
};

/** The next node of a role, numbered from 1 within its kind. */
export function planNode(shape: SandboxShape, role: Role, number: number): NodeSpec {
  const isVoter = role === 'sentinel';
  const last = isVoter ? firstSentinel + number - 1 : number;
  return {
    name: `${prefixes[role]}-${number}`,
    role,
    at: { host: `${shape.net}.${last}`, port: portsOf(shape)[role] },
    env: { ...shape.services[role], ...shape.extra },
  };
}

/** Variables that list all nodes; in Rancher, DNS has this role. */
export function rosterOf(nodes: readonly NodeSpec[], shape: SandboxShape): Environment {
  const ports = portsOf(shape);
  if (shape.kind === 'cluster')
    return {
      cluster_hosts: nodes.map(({ at }) => formatEndpoint(at)).join(','),
      cluster_nodes: String(shape.nodes),
    };
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

/** A planned node with the variables that it has because it runs beside others on one machine. */
export function placedNode(node: NodeSpec, roster: Environment, shape: SandboxShape): NodeSpec {
  return {
    ...node,
    env: {
      ...node.env,
      ...roster,
      // Each address is a host of its own.
      ...(shape.kind === 'cluster'
        ? { host_id: node.at.host }
        : { sentinels: String(shape.sentinels) }),
      bind_address: node.at.host,
      [portVariable[node.role]]: String(node.at.port),
    },
  };
}

function rolesIn({ kind, nodes, replicas, sentinels }: SandboxShape): Role[] {
  if (kind === 'cluster') return Array.from({ length: nodes }, (): Role => 'cluster');
  return [
    'master',
    ...Array.from({ length: replicas }, (): Role => 'slave'),
    ...Array.from({ length: sentinels }, (): Role => 'sentinel'),
  ];
}

/** The nodes of a cluster, each on an address of its own. */
export function planSandbox(shape: SandboxShape): SandboxPlan {
  const bare = rolesIn(shape).map((role, index) =>
    planNode(shape, role, role === 'sentinel' ? index - shape.replicas : index + 1),
  );
  const roster = rosterOf(bare, shape);
  return {
    nodes: bare.map((node) => placedNode(node, roster, shape)),
    masterName: shape.extra?.master_name ?? 'mymaster',
  };
}
