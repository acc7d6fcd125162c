import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import { describeEvent } from '../../cluster/sandbox/describe-event.ts';
import {
  isSentinel,
  isSharded,
  type NodeSpec,
  type SandboxPlan,
} from '../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { EventWatch, type HeardEvent } from '../../redis/event-watch.ts';
import { ShardWatch } from '../../redis/shard-watch.ts';
import { passwordsOf } from './cluster-health.ts';

const restartAfterMs = 3000;
/** Every sentinel publishes an event; within this time the same text is one event. */
const sameWithinMs = 5000;

const options = (password: string | undefined) => (password === undefined ? {} : { password });
const places = (nodes: readonly NodeSpec[]) => nodes.map(({ at }) => at);

/** A cluster that is up: nodes that end are started again, and events are reported. */
export class ClusterSession {
  readonly #plan: SandboxPlan;
  readonly #runtime: Runtime;
  readonly #signal: AbortSignal;
  readonly #onEvent: (text: string) => void;
  readonly #reported = new Map<string, number>();

  constructor(
    plan: SandboxPlan,
    runtime: Runtime,
    signal: AbortSignal,
    onEvent: (text: string) => void,
  ) {
    this.#plan = plan;
    this.#runtime = runtime;
    this.#signal = signal;
    this.#onEvent = onEvent;
  }

  #report(text: string): void {
    const now = performance.now();
    const before = this.#reported.get(text);
    this.#reported.set(text, now);
    if (before === undefined || now - before >= sameWithinMs) this.#onEvent(text);
  }

  /** Starts a node again after it ended, as Rancher starts a container again. */
  restart(node: NodeSpec, code: number | null): void {
    if (this.#signal.aborted) return;
    const how = code === null ? 'was killed' : `ended with status ${code}`;
    this.#report(
      `${node.name} at ${formatEndpoint(node.at)} ${how}; restarting it in ${restartAfterMs / 1000} s`,
    );
    void this.#startAgain(node);
  }

  async #startAgain(node: NodeSpec): Promise<void> {
    for (;;) {
      await sleep(restartAfterMs, undefined, { signal: this.#signal }).catch(() => {});
      if (this.#signal.aborted) return;
      try {
        // Processes that the node left behind would still use its address.
        await this.#runtime.kill(node);
        await this.#runtime.start(node);
        return;
      } catch (error) {
        if (this.#signal.aborted) return;
        // Also what the system refuses, such as a full disk or too many open files: it can pass.
        const reason = error instanceof Error ? error.message : String(error);
        this.#report(`${node.name} cannot be started: ${reason}; trying again`);
      }
    }
  }

  /** Reports events of the sentinels, or of the nodes of a Redis Cluster, until the signal aborts. */
  async watchUntilAborted(): Promise<void> {
    const watch = this.#watch((event) => {
      const text = describeEvent(event);
      if (text !== undefined) this.#report(text);
    });
    if (!this.#signal.aborted) await once(this.#signal, 'abort');
    watch.close();
  }

  #watch(listener: (event: HeardEvent) => void): EventWatch | ShardWatch {
    const { nodes } = this.#plan;
    const { password, sentinelPassword } = passwordsOf(nodes);
    return isSharded(nodes)
      ? new ShardWatch(places(nodes), () => options(password), listener)
      : new EventWatch(places(nodes.filter(isSentinel)), options(sentinelPassword), listener);
  }
}
