import type { Endpoint } from '../endpoint.ts';

/** The arguments of start.sh. Every node of a Redis Cluster has the role `cluster`, and no other node has it. */
export type Role = 'master' | 'slave' | 'sentinel' | 'cluster';

/** A master with replicas and sentinels, or a Redis Cluster. */
export type ClusterKind = 'sentinel' | 'cluster';

/** The roles of each kind. */
export const rolesOf: Readonly<Record<ClusterKind, readonly Role[]>> = {
  sentinel: ['master', 'slave', 'sentinel'],
  cluster: ['cluster'],
};

/** The entry's service for each role. In Rancher, its name resolves to all its containers. */
export const serviceNames: Readonly<Record<Role, string>> = {
  master: 'redis-master',
  slave: 'redis-slaves',
  sentinel: 'redis-sentinels',
  cluster: 'redis-cluster',
};

/** The variable of each service that is the port of its nodes. */
export const portVariable: Readonly<Record<Role, string>> = {
  master: 'redis_port',
  slave: 'redis_port',
  sentinel: 'sentinel_port',
  cluster: 'redis_port',
};

/** Environment variables of one node. */
export type Environment = Readonly<Record<string, string>>;

/** The variables that the entry sets for its services; empty for those that it does not have. */
export type ServiceEnvironments = Readonly<Record<Role, Environment>>;

/** One node of a sandbox cluster. */
export interface NodeSpec {
  /** `redis-1`, `sentinel-2`, `node-3`: its folder, its log, its container. */
  readonly name: string;
  /** The role it starts with; a failover does not change this. */
  readonly role: Role;
  readonly at: Endpoint;
  readonly env: Environment;
}

/** What a sandbox is made of. */
export interface SandboxPlan {
  readonly nodes: readonly NodeSpec[];
  readonly masterName: string;
}

export const isSentinel = ({ role }: NodeSpec) => role === 'sentinel';
export const isData = ({ role }: NodeSpec) => role !== 'sentinel';
/** Whether nodes are those of a Redis Cluster. */
export const isSharded = (nodes: readonly NodeSpec[]) => nodes[0]?.role === 'cluster';
