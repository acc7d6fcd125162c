import type { RunPod } from './pod-spec.ts';
import { PodWorker, type PodParts } from './pod-worker.ts';
import type { Change } from './watch.ts';

/** A node that runs the pods which the scheduler places on it, each container as processes of this machine. */
export class Kubelet {
  readonly name: string;
  readonly #parts: PodParts;
  /** The pods of this node as the server has them, by uid. */
  readonly #pods = new Map<string, RunPod>();
  readonly #workers = new Map<string, PodWorker>();
  #isUp = true;

  constructor(name: string, parts: PodParts) {
    this.name = name;
    this.#parts = parts;
  }

  /** Whether it reports to the API server. */
  get isUp(): boolean {
    return this.#isUp;
  }

  get workers(): readonly PodWorker[] {
    return [...this.#workers.values()];
  }

  /** A change of any pod of the cluster. */
  handle({ type, object }: Change<RunPod>): void {
    const { uid } = object.metadata;
    if (object.spec.nodeName !== this.name) return;
    if (type === 'deleted') this.#pods.delete(uid);
    else this.#pods.set(uid, object);
    if (this.#isUp) this.#follow(uid);
  }

  /** The power goes: its pods are gone at once, and the server still has them. */
  async powerOff(): Promise<void> {
    this.#isUp = false;
    await Promise.all(this.workers.map((each) => this.#kill(each)));
  }

  /** Its pods run on, and reach no other pod; neither does it reach the server. */
  async cutOff(): Promise<void> {
    this.#isUp = false;
    for (const worker of this.#workers.values()) {
      worker.isSilent = true;
      await this.#parts.network.cut(worker.network);
    }
  }

  /** Is there again: starts pods that are still its own, and ends those that are not. */
  async comeBack(): Promise<void> {
    this.#isUp = true;
    for (const worker of this.#workers.values()) {
      worker.isSilent = false;
      await this.#parts.network.join(worker.network);
    }
    for (const uid of new Set([...this.#pods.keys(), ...this.#workers.keys()])) this.#follow(uid);
  }

  /** Ends all containers at once. */
  async close(): Promise<void> {
    await this.powerOff();
  }

  async #kill(worker: PodWorker): Promise<void> {
    worker.isSilent = true;
    await worker.end(0);
    this.#workers.delete(worker.pod.metadata.uid);
  }

  #follow(uid: string): void {
    const pod = this.#pods.get(uid);
    const worker = this.#workers.get(uid);
    if (pod === undefined) {
      if (worker !== undefined) void this.#forget(worker);
      return;
    }
    if (worker !== undefined) worker.update(pod);
    else if (pod.status.phase !== 'Failed' && pod.status.phase !== 'Succeeded') {
      const started = new PodWorker(pod, this.#parts);
      this.#workers.set(uid, started);
      started.update(pod);
    }
  }

  async #forget(worker: PodWorker): Promise<void> {
    await worker.forget();
    this.#workers.delete(worker.pod.metadata.uid);
  }
}
