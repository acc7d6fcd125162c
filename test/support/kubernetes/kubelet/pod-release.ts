import type { Endpoint } from '../../../../src/cluster/endpoint.ts';
import { fieldsOf } from '../../../../src/redis/fields.ts';
import { ask } from '../../../image/support/ask.ts';
import { Probe } from '../../../image/support/probe.ts';
import type { Component, Namespace } from '../cluster.ts';
import { isReady, type Claim, type Pod, type Secret, type StatefulSet } from '../objects.ts';
import { until } from '../until.ts';
import { Load, podTarget } from './load.ts';
import type { PodCluster } from './pod-cluster.ts';
import type { RunContainer } from './pod-spec.ts';

export const nameOf = ({ metadata }: Pod): string => metadata.name;

/** How many data nodes a release has, and how many sentinels. */
const size = 3;

/** How long a release may take to be whole, in ms. */
export const wholeWithinMs = 120_000;

/** Waits until nothing is missing of a release. */
export async function untilWhole(missing: () => Promise<string | undefined>): Promise<void> {
  let last: string | undefined;
  const isWhole = async () => {
    last = await missing();
    return last === undefined;
  };
  await until('a whole release', isWhole, wholeWithinMs).catch((error: unknown) => {
    throw new Error(`${String(error)}; ${last}`);
  });
}

/** A pod without an address is asked at one that refuses at once. */
export const addressOf = ({ status }: Pod): string => status.podIP ?? '127.0.0.1';

export function portOf({ spec }: StatefulSet): number {
  const [container] = spec.template.spec.containers as readonly RunContainer[];
  const [port] = container?.ports ?? [];
  if (port === undefined) throw new Error('a container without a port');
  return port.containerPort;
}

/** A release whose pods run, as drills use it. */
export interface DrilledRelease {
  readonly namespace: Namespace;
  all(): Promise<readonly Pod[]>;
  /** Waits until nothing of it is missing. */
  whole(): Promise<unknown>;
  /** The pod to which the client writes. */
  master(): Promise<Pod>;
  at(pod: Pod): Endpoint;
  /** Starts a client that writes. */
  load(): Load;
}

/** A release of redis-sentinel whose pods run. */
export class PodRelease implements DrilledRelease {
  readonly name: string;
  readonly namespace: Namespace;
  readonly #cluster: PodCluster;
  readonly #passwords: Readonly<Record<Component, string>>;
  readonly #ports: Readonly<Record<Component, number>>;
  /** The names of its StatefulSets, which are those of its Services. */
  readonly sets: Readonly<Record<Component, string>>;

  private constructor(
    cluster: PodCluster,
    namespace: Namespace,
    name: string,
    passwords: Readonly<Record<Component, string>>,
    sets: Readonly<Record<Component, StatefulSet>>,
  ) {
    this.#cluster = cluster;
    this.namespace = namespace;
    this.name = name;
    this.#passwords = passwords;
    this.#ports = { redis: portOf(sets.redis), sentinel: portOf(sets.sentinel) };
    this.sets = { redis: sets.redis.metadata.name, sentinel: sets.sentinel.metadata.name };
  }

  /** An installed release of the chart. */
  static async of(cluster: PodCluster, namespace: Namespace, name: string): Promise<PodRelease> {
    const redis = await namespace.statefulSet(name, 'redis');
    const sentinel = await namespace.statefulSet(name, 'sentinel');
    const secret = namespace.path('secrets', redis.metadata.name);
    const { data = {} } = await namespace.api.get<Secret>(secret);
    const plain = (key: string) => Buffer.from(data[key] ?? '', 'base64').toString();
    const passwords = { redis: plain('redis-password'), sentinel: plain('sentinel-password') };
    return new PodRelease(cluster, namespace, name, passwords, { redis, sentinel });
  }

  pods(component: Component): Promise<readonly Pod[]> {
    return this.namespace.pods(this.name, component);
  }

  async all(): Promise<readonly Pod[]> {
    return [...(await this.pods('redis')), ...(await this.pods('sentinel'))];
  }

  ask(component: Component, pod: Pod, ...words: readonly string[]) {
    const at = { host: addressOf(pod), port: this.#ports[component] };
    return ask({ at, password: this.#passwords[component] }, ...words);
  }

  async masters(): Promise<readonly Pod[]> {
    const pods = await this.pods('redis');
    const roles = await Promise.all(pods.map((pod) => this.ask('redis', pod, 'ROLE')));
    return pods.filter((_, index) => {
      const role = roles[index];
      return Array.isArray(role) && role[0] === 'master';
    });
  }

  /** The volume of a pod. */
  claim(pod: string): Promise<Claim> {
    return this.namespace.api.get<Claim>(
      this.namespace.path('persistentvolumeclaims', `data-${pod}`),
    );
  }

  /** What each sentinel reports of the master. */
  async views(): Promise<readonly Readonly<Record<string, string>>[]> {
    const pods = await this.pods('sentinel');
    return Promise.all(
      pods.map(async (pod) => {
        const reply = await this.ask('sentinel', pod, 'SENTINEL', 'MASTER', 'mymaster');
        return Object.fromEntries(fieldsOf(reply));
      }),
    );
  }

  /** Why it is not whole; undefined if it is. */
  async #missing(): Promise<string | undefined> {
    const all = [await this.pods('redis'), await this.pods('sentinel')] as const;
    const ready = all.map((pods) => pods.filter(isReady).length);
    if (ready[0] !== size || ready[1] !== size || all[0].length !== size)
      return `Ready: ${ready.join(' and ')}`;
    const masters = await this.masters();
    const [master] = masters;
    if (master === undefined || masters.length > 1)
      return `masters: ${masters.map(nameOf).join(' ')}`;
    const role = await this.ask('redis', master, 'ROLE');
    const replicas = Array.isArray(role) && Array.isArray(role[2]) ? role[2].length : 0;
    if (replicas !== size - 1) return `${nameOf(master)} has ${replicas} replicas`;
    const views = await this.views();
    const wrong = views.filter(
      (view) =>
        view.ip !== addressOf(master) ||
        view.flags !== 'master' ||
        Number(view['num-slaves']) !== size - 1 ||
        Number(view['num-other-sentinels']) !== size - 1,
    );
    if (views.length === size && wrong.length === 0) return undefined;
    return `sentinels: ${views.map((view) => [view.ip, view.flags, view['num-slaves'], view['num-other-sentinels']].join('/')).join(' ')}`;
  }

  /** Waits until all pods are Ready, one is master, and all sentinels agree, with nothing left of former pods. */
  async whole(): Promise<Pod> {
    await untilWhole(() => this.#missing());
    return this.master();
  }

  async master(): Promise<Pod> {
    const [master, ...others] = await this.masters();
    if (master === undefined || others.length > 0)
      throw new Error(`${master === undefined ? 0 : 1 + others.length} masters`);
    return master;
  }

  /** A client that finds the sentinels by the name of their Service. */
  load(): Load {
    const port = this.#ports.sentinel;
    const service = `${this.sets.sentinel}.${this.namespace.name}.svc.cluster.local`;
    const sentinels = () => this.#cluster.names.get(service).map((host) => ({ host, port }));
    const { redis, sentinel } = this.#passwords;
    return new Load(
      new Probe(podTarget({ password: redis, sentinelPassword: sentinel }, sentinels)),
    );
  }

  at(pod: Pod): Endpoint {
    return { host: addressOf(pod), port: this.#ports.redis };
  }
}
