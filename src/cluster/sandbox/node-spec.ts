import type { Endpoint } from '../endpoint.ts';

/** The arguments of start.sh. */
export type Role = 'master' | 'slave' | 'sentinel';

/** The entry's service for each role. In Rancher, its name resolves to all its containers. */
export const serviceNames: Readonly<Record<Role, string>> = {
  master: 'redis-master',
  slave: 'redis-slaves',
  sentinel: 'redis-sentinels',
};

/** The variable of each service that is the port of its nodes. */
export const portVariable: Readonly<Record<Role, string>> = {
  master: 'redis_port',
  slave: 'redis_port',
  sentinel: 'sentinel_port',
};

/** Environment variables of one node. */
export type Environment = Readonly<Record<string, string>>;

/** The variables that the entry sets for its three services. */
export type ServiceEnvironments = Readonly<Record<Role, Environment>>;

/** One node of a sandbox cluster. */
export interface NodeSpec {
  /** `redis-1`, `sentinel-2`: its folder, its log, its container. */
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
