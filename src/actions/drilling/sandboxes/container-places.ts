import { readlinkSync } from 'node:fs';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import { catalogError } from '../../../diagnostics/diagnostic.ts';
import type { ContainerRuntime } from '../../../docker/container-runtime.ts';
import type { NodeNetworks } from '../../../nodes/neighbour-cuts.ts';
import { runChecked } from '../../../process/run-checked.ts';
import type { NodeAddresses } from './drill-names.ts';

const networkOf = (process: string) => readlinkSync(`/proc/${process}/ns/net`);

/** Whether this process has a network of its own: no longer when it has ended, or if its id is another's now. */
function isElsewhere(pid: number): boolean {
  try {
    return networkOf(String(pid)) !== networkOf('self');
  } catch {
    return false;
  }
}

/**
 * Throws a CatalogError if the process of a container that runs is not found: an engine in another process namespace
 * reports ids that belong to other processes here.
 */
export function assertVisible(pid: number): void {
  if (isElsewhere(pid)) return;
  throw catalogError(
    'engine-failed',
    'the processes of the containers are not visible from here',
    'run this on the machine of the engine, outside containers, or with --runtime process',
  );
}

/** The addresses of the containers, and how to change their networks and disks from here. */
export class ContainerPlaces implements NodeNetworks, NodeAddresses {
  readonly #runtime: ContainerRuntime;
  readonly #addresses = new Map<string, string>();

  constructor(runtime: ContainerRuntime, nodes: readonly NodeSpec[]) {
    this.#runtime = runtime;
    for (const { name, at } of nodes) this.setAddress(name, at.host);
  }

  names(): readonly string[] {
    return [...this.#addresses.keys()];
  }

  addressOf(name: string): string {
    const address = this.#addresses.get(name);
    if (address === undefined) throw new Error(`no container ${name} was planned`);
    return address;
  }

  setAddress(name: string, address: string): void {
    this.#addresses.set(name, address);
    this.#runtime.setAddress(name, address);
  }

  bridgeAddress(): string {
    return this.#runtime.network.gateway;
  }

  async runIp(name: string, args: readonly string[]): Promise<void> {
    await this.#run(name, ['-n'], ['ip', ...args]);
  }

  /** Runs `mount` of the container in its namespaces, where it reads its own /proc. */
  async setDisk(name: string, isWritable: boolean): Promise<void> {
    const option = `remount,${isWritable ? 'rw' : 'ro'}`;
    await this.#run(name, ['-m', '-p'], ['mount', '-o', option, '/data']);
  }

  /** Runs a command in these namespaces of a container; does nothing if it does not run, or ends meanwhile. */
  async #run(name: string, inside: readonly string[], command: readonly string[]): Promise<void> {
    const pid = this.#pid(name);
    if (pid === undefined) return;
    try {
      await runChecked('nsenter', ['-t', String(pid), ...inside, ...command]);
    } catch (error) {
      if (this.#pid(name) === pid) throw error;
    }
  }

  /** The engine reports the end of a container later than its process is gone. */
  #pid(name: string): number | undefined {
    const pid = this.#runtime.pidOf(name);
    return pid !== undefined && isElsewhere(pid) ? pid : undefined;
  }
}
