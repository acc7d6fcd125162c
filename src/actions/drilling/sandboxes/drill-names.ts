import { serviceNames, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { NameServer } from '../../../nodes/name-server.ts';
import { PortMap } from '../../../nodes/port-map.ts';

export const namesOf = (nodes: readonly NodeSpec[]) => nodes.map(({ name }) => name);

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
