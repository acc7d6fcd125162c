import type { NodeSpec } from '../sandbox/node-spec.ts';
import type { StormRig } from './storm-rig.ts';

/** Starts and stops nodes, one action per node at a time, because two faults can hit the same node. */
export class NodeControls {
  readonly #rig: StormRig;
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(rig: StormRig) {
    this.#rig = rig;
  }

  async #inTurn(node: NodeSpec, act: () => Promise<unknown>): Promise<void> {
    const before = this.#last.get(node.name) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#last.set(
      node.name,
      mine.catch(() => {}),
    );
    await mine;
  }

  async kill(node: NodeSpec, { losesVolume = false } = {}): Promise<void> {
    await this.#inTurn(node, async () => {
      await this.#rig.runtime.kill(node);
      if (losesVolume) await this.#rig.runtime.emptyData(node);
    });
  }

  async stop(node: NodeSpec): Promise<void> {
    await this.#inTurn(node, async () => this.#rig.runtime.stop(node));
  }

  /** Starts a node unless it is running. */
  async start(node: NodeSpec): Promise<void> {
    await this.#inTurn(node, async () => {
      const { runtime, signal } = this.#rig;
      if (runtime.isRunning(node) || signal.aborted) return;
      // Processes that the node left behind would still use its address.
      await runtime.kill(node);
      await runtime.start(this.#rig.nodes().find(({ name }) => name === node.name) ?? node);
    });
  }
}
