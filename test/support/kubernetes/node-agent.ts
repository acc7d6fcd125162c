import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesApi } from './api.ts';
import { isReady, type Claim, type KubernetesObject, type Pod, type Secret } from './objects.ts';
import { beatNode, createNode } from './node-objects.ts';
import { podStatus } from './pod-status.ts';
import { createStorageClass, provision } from './storage.ts';

/** A change of a pod that the agent made. */
export interface PodEvent {
  readonly what: 'ready' | 'unready' | 'ended';
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
}

const everyMs = 100;
/**
 * How long a pod takes to end. One that ended and came back at once under its name would count as disrupted for two
 * minutes: its budget would have missed the moment between.
 */
const endingMs = 500;
const heartbeatMs = 10_000;

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace}/${metadata.name}`;

/** Secrets, and keys of them, without which a kubelet starts no container of a pod. */
function neededKeys(pod: Pod): readonly { readonly secret: string; readonly keys: string[] }[] {
  const volumes = (pod.spec.volumes ?? []).flatMap(({ secret }) =>
    secret === undefined || secret.optional === true
      ? []
      : [{ secret: secret.secretName, keys: (secret.items ?? []).map(({ key }) => key) }],
  );
  const variables = pod.spec.containers
    .flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.secretKeyRef))
    .flatMap((reference) =>
      reference === undefined || reference.optional === true
        ? []
        : [{ secret: reference.name, keys: [reference.key] }],
    );
  return [...volumes, ...variables];
}

/**
 * Plays the kubelets of all nodes, and the storage: pods that the scheduler has placed get an address of their own and
 * become Ready if the Secrets they mount are there; those that are to end, end; claims get a volume. No container runs.
 */
export class NodeAgent {
  /** What happened to pods, oldest first. */
  readonly events: PodEvent[] = [];
  readonly #api: KubernetesApi;
  readonly #unready = new Set<string>();
  /** Since when pods end, by their uid. */
  readonly #ending = new Map<string, number>();
  readonly #ended = new AbortController();
  #addresses = 0;
  #running: Promise<void> | undefined;

  private constructor(api: KubernetesApi) {
    this.#api = api;
  }

  /** Makes nodes `node-1` to `node-<count>` unless they are there, and plays them until `close` is called. */
  static async start(api: KubernetesApi, count: number): Promise<NodeAgent> {
    const agent = new NodeAgent(api);
    await createStorageClass(api);
    const nodes = Array.from({ length: count }, (_, index) => `node-${index + 1}`);
    for (const [index, name] of nodes.entries()) await createNode(api, name, index + 1);
    agent.#running = agent.#run(nodes);
    return agent;
  }

  /** Keeps a pod, in this incarnation and the next, from being Ready until `letReady` is called. */
  keepUnready(namespace: string, pod: string): void {
    this.#unready.add(`${namespace}/${pod}`);
  }

  letReady(namespace: string, pod: string): void {
    this.#unready.delete(`${namespace}/${pod}`);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #run(nodes: readonly string[]): Promise<void> {
    let beat = 0;
    while (!this.#ended.signal.aborted) {
      if (Date.now() - beat > heartbeatMs) {
        for (const name of nodes) await beatNode(this.#api, name);
        beat = Date.now();
      }
      for (const pod of await this.#api.list<Pod>('/api/v1/pods')) await this.#play(pod);
      for (const claim of await this.#api.list<Claim>('/api/v1/persistentvolumeclaims'))
        await provision(this.#api, claim);
      await sleep(everyMs);
    }
  }

  async #play(pod: Pod): Promise<void> {
    if (pod.spec.nodeName === undefined) return;
    const { namespace, name, uid } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (pod.metadata.deletionTimestamp !== undefined) {
      const since = this.#ending.get(uid) ?? Date.now();
      this.#ending.set(uid, since);
      if (Date.now() - since < endingMs) return;
      await this.#api.remove(path, { gracePeriodSeconds: 0, preconditions: { uid } });
      this.#note('ended', pod);
      return;
    }
    const ready = !this.#unready.has(keyOf(pod));
    if (pod.status.phase === 'Running' ? isReady(pod) === ready : !(await this.#canStart(pod)))
      return;
    const status = podStatus(pod, pod.status.podIP ?? this.#newAddress(), ready);
    const { status: code } = await this.#api.send(
      'PATCH',
      `${path}/status`,
      // Refused with 409 if the pod of this name is another one by now.
      { metadata: { uid }, status },
      'strategic-merge-patch+json',
    );
    if (code === 200) this.#note(ready ? 'ready' : 'unready', pod);
  }

  async #canStart(pod: Pod): Promise<boolean> {
    for (const { secret, keys } of neededKeys(pod)) {
      const { status, body } = await this.#api.send<Secret>(
        'GET',
        `/api/v1/namespaces/${pod.metadata.namespace}/secrets/${secret}`,
      );
      if (status !== 200 || keys.some((key) => body.data?.[key] === undefined)) return false;
    }
    return true;
  }

  /** Never one that a pod had before. */
  #newAddress(): string {
    this.#addresses += 1;
    return `10.244.${Math.floor(this.#addresses / 250)}.${(this.#addresses % 250) + 1}`;
  }

  #note(what: PodEvent['what'], { metadata: { namespace, name, uid } }: Pod): void {
    this.events.push({ what, namespace, pod: name, uid });
  }
}
