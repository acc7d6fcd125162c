import { isData, type NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import type { FileTails, StormRig, StormWriter } from '../../cluster/storm/storm-rig.ts';
import { WriteWatch } from '../drilling/clients/write-watch.ts';
import { SandboxRig } from '../drilling/rigs/sandbox-rig.ts';
import type { DrillSandbox } from '../drilling/sandboxes/drill-sandbox.ts';
import { readFileTails } from './read-file-tails.ts';
import { StormClients } from './storm-clients.ts';

/** A sandbox, the writers of a storm's rounds, and a watch for a second master. */
export class SandboxStormRig extends SandboxRig implements StormRig {
  #clients: StormClients | undefined;
  #watch: WriteWatch | undefined;

  constructor(sandbox: DrillSandbox, signal: AbortSignal) {
    super(sandbox, signal, 'storm:');
  }

  /** Starts the watch; it runs until `close`. */
  #startWatch(): WriteWatch {
    const watched = this.nodes()
      .filter(isData)
      .map(({ name }) => ({
        name,
        at: () => this.nodes().find((node) => node.name === name)?.at,
      }));
    return new WriteWatch(this.target, `${this.prefix}took`, watched);
  }

  startWriters(round: number): void {
    this.#watch ??= this.#startWatch();
    const hasReplicas = this.nodes().filter(isData).length > 1;
    this.#clients = new StormClients(this.target, `${this.prefix}${round}:`, hasReplicas);
  }

  async stopWriters(): Promise<void> {
    await this.#clients?.stop();
  }

  writers(): readonly StormWriter[] {
    return this.#clients?.records ?? [];
  }

  acceptedWrites() {
    return this.#watch?.acceptedWrites ?? [];
  }

  async removeRound(): Promise<void> {
    await this.#clients?.removeKeys();
  }

  readFiles(nodes: readonly NodeSpec[]): FileTails {
    return readFileTails(nodes, (node) => this.runtime.folderOf(node));
  }

  override async leave(): Promise<void> {
    await Promise.all([this.#clients?.stop(), this.#watch?.stop()]);
    await super.leave();
  }
}
