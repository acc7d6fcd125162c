import type { Drill } from '../../../cluster/drills/drill.ts';
import { formatEndpoint } from '../../../cluster/endpoint.ts';
import {
  isData,
  isSentinel,
  type NodeSpec,
  type Role,
} from '../../../cluster/sandbox/node-spec.ts';
import type { NameServer } from '../../../nodes/name-server.ts';
import { PortMap } from '../../../nodes/port-map.ts';
import type { ClusterEntry } from '../../sandbox/load-cluster-entry.ts';

/** The names of the entry's services in Rancher; each resolves to all containers of the service. */
const serviceNames: Readonly<Record<Role, string>> = {
  master: 'redis-master',
  slave: 'redis-slaves',
  sentinel: 'redis-sentinels',
};

const listOf = (nodes: readonly NodeSpec[]) => nodes.map(({ at }) => formatEndpoint(at)).join(',');

export const namesOf = (nodes: readonly NodeSpec[]) => nodes.map(({ name }) => name);

const firstMappedPort = 20_001;

/** The addresses of nodes, which can differ from the announced ones. */
export interface NodeAddresses {
  addressOf(name: string): string;
  setAddress(name: string, address: string): Promise<void> | void;
}

/** Names, mapped ports and moves of nodes that have their own addresses. */
export class DrillNames {
  readonly #where: NodeAddresses;
  readonly #names: NameServer;
  readonly #map = new PortMap();
  readonly #gone = new Set<string>();
  nodes: readonly NodeSpec[];

  constructor(where: NodeAddresses, names: NameServer, nodes: readonly NodeSpec[]) {
    this.#where = where;
    this.#names = names;
    this.nodes = nodes;
    this.#publish();
  }

  close(): void {
    this.#names.close();
    this.#map.close();
  }

  #publish(): void {
    const names = new Map<string, string[]>();
    for (const { name, role } of this.nodes) {
      if (this.#gone.has(name)) continue;
      const service = serviceNames[role];
      names.set(service, [...(names.get(service) ?? []), this.#where.addressOf(name)]);
    }
    this.#names.names = names;
  }

  /** Forwards the outer address of each node to where it listens; closes everything if that fails. */
  async mapPorts(planned: readonly NodeSpec[]): Promise<void> {
    try {
      for (const [index, { name, at }] of this.nodes.entries()) {
        const port = planned[index]?.at.port ?? 0;
        await this.#map.add(at, () => ({ host: this.#where.addressOf(name), port }));
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** `answer`: replies include these nodes again; `gone`: they leave them out; `silent`: no reply at all. */
  setNames(mode: 'answer' | 'gone' | 'silent', nodes: readonly NodeSpec[]): void {
    this.#names.mode = mode === 'silent' ? 'silent' : 'answer';
    for (const { name } of nodes) {
      if (mode === 'gone') this.#gone.add(name);
      else this.#gone.delete(name);
    }
    this.#publish();
  }

  /** Moves every node to another net; it keeps the last number of its address. */
  async moveTo(net: string): Promise<void> {
    const moved: NodeSpec[] = [];
    for (const node of this.nodes) {
      const host = `${net}.${this.#where.addressOf(node.name).split('.')[3] ?? ''}`;
      await this.#where.setAddress(node.name, host);
      moved.push({ ...node, at: { host, port: node.at.port } });
    }
    this.nodes = moved;
    this.#publish();
  }
}

/**
 * Changes planned nodes so that they find each other by names, and find their own addresses. If ports
 * are mapped, all nodes, and the nodes among themselves, use the ports of `outerHost`.
 */
export function inStack(
  nodes: readonly NodeSpec[],
  entry: ClusterEntry,
  drill: Drill,
  outerHost: string,
): NodeSpec[] {
  const bare = nodes.map((node) => ({
    ...node,
    env: { ...entry.services[node.role], ...drill.env },
  }));
  if (drill.isMapped !== true) return bare;
  const outer = bare.map((node, index) => ({
    ...node,
    at: { host: outerHost, port: firstMappedPort + index },
  }));
  return outer.map((node) => ({
    ...node,
    env: {
      ...node.env,
      announce_ip: node.at.host,
      announce_port: String(node.at.port),
      redis_hosts: listOf(outer.filter(isData)),
      sentinel_hosts: listOf(outer.filter(isSentinel)),
    },
  }));
}

/** The name by which clients find the sentinels, if their addresses change; otherwise undefined. */
export const sentinelNameFor = (drill: Drill) =>
  drill.steps.some(({ kind }) => kind === 'move') ? serviceNames.sentinel : undefined;

/** Whether a drill makes the disks of sentinels read-only. */
export const blocksDisks = (drill: Drill) => drill.steps.some(({ kind }) => kind === 'block-disk');
