import { isDeepStrictEqual } from 'node:util';
import { SlotLink } from '../../../../src/actions/drilling/clients/slot-link.ts';
import type { Endpoint } from '../../../../src/cluster/endpoint.ts';
import type { KnownNode } from '../../../../src/cluster/sharded/sharded-snapshot.ts';
import { slotOfKey } from '../../../../src/cluster/sharded/slot-of-key.ts';
import { infoOf } from '../../../../src/redis/fields.ts';
import { parseClusterNodes } from '../../../../src/redis/parse-cluster-nodes.ts';
import { ask } from '../../../image/support/ask.ts';
import { Probe } from '../../../image/support/probe.ts';
import type { Cluster, Namespace } from '../cluster.ts';
import { isReady, type Pod, type Secret } from '../objects.ts';
import { done, type PackedChart, type Values } from '../rancher-helm.ts';
import { Load, podTarget } from './load.ts';
import type { PodCluster } from './pod-cluster.ts';
import { addressOf, portOf, untilWhole, type DrilledRelease } from './pod-release.ts';

/** How many pods the chart has by default. */
const size = 6;
/** What the keys of the client begin with: they are in one slot. */
const tag = '{drill}';

/** Which node has which slots, and who follows whom, without what differs between views. */
const layoutOf = (seen: readonly KnownNode[]) =>
  seen
    .map(({ id, at, masterId, slots }) => ({ id, host: at.host, masterId, slots }))
    .toSorted((a, b) => a.id.localeCompare(b.id));

/** A release `cache` of redis-cluster whose pods run. */
export class ShardRelease implements DrilledRelease {
  readonly namespace: Namespace;
  readonly #cluster: PodCluster;
  readonly #name: string;
  readonly #port: number;
  readonly #password: string;

  private constructor(
    cluster: PodCluster,
    namespace: Namespace,
    found: { readonly name: string; readonly port: number; readonly password: string },
  ) {
    this.namespace = namespace;
    this.#cluster = cluster;
    this.#name = found.name;
    this.#port = found.port;
    this.#password = found.password;
  }

  /** Installs it into a namespace of its own, as Rancher does, and waits until its pods are Ready. */
  static async install(
    cluster: Cluster<PodCluster>,
    chart: PackedChart,
    values: Values,
  ): Promise<ShardRelease> {
    const own = await cluster.namespace();
    await done(own.helm(4).install('cache', chart, values));
    const set = await own.statefulSet('cache', 'redis');
    const { name } = set.metadata;
    const { data = {} } = await own.api.get<Secret>(own.path('secrets', name));
    const password = Buffer.from(data['redis-password'] ?? '', 'base64').toString();
    return new ShardRelease(cluster.agent, own, { name, port: portOf(set), password });
  }

  all(): Promise<readonly Pod[]> {
    return this.namespace.pods('cache', 'redis');
  }

  at(pod: Pod): Endpoint {
    return { host: addressOf(pod), port: this.#port };
  }

  #ask(pod: Pod, ...words: readonly string[]) {
    return ask({ at: this.at(pod), password: this.#password }, ...words);
  }

  /** What a pod knows; nothing if it does not answer. */
  async #seenBy(pod: Pod): Promise<readonly KnownNode[]> {
    const text = await this.#ask(pod, 'CLUSTER', 'NODES');
    return typeof text === 'string' ? parseClusterNodes(text).known : [];
  }

  /** Why it is not whole; undefined if it is. */
  async #missing(): Promise<string | undefined> {
    const pods = await this.all();
    const ready = pods.filter(isReady).length;
    if (ready !== size) return `${ready} pods are Ready`;
    const views = await Promise.all(pods.map((pod) => this.#seenBy(pod)));
    const [first = []] = views;
    if (first.length !== size) return `${first.length} nodes are known`;
    if (!views.every((seen) => isDeepStrictEqual(layoutOf(seen), layoutOf(first))))
      return 'the nodes have different views';
    const failed = views.flat().find(({ flags }) => flags.some((flag) => /fail|noaddr/.test(flag)));
    if (failed !== undefined) return `${failed.at.host} is ${failed.flags.join()}`;
    for (const { id, masterId, slots } of first)
      if (masterId === undefined && !(slots.length > 0 && first.some((one) => one.masterId === id)))
        return `${id} is a master without slots or replica`;
    for (const pod of pods) {
      const info = infoOf(await this.#ask(pod, 'CLUSTER', 'INFO'));
      if (info.get('cluster_state') !== 'ok') return `${addressOf(pod)} is not ok`;
      const role = await this.#ask(pod, 'ROLE');
      if (!Array.isArray(role) || (role[0] === 'slave' && role[3] !== 'connected'))
        return `${addressOf(pod)} has no link to its master`;
    }
    return undefined;
  }

  /** Waits until all pods are Ready and agree, each shard has a replica, and nothing is left of former pods. */
  whole(): Promise<void> {
    return untilWhole(() => this.#missing());
  }

  /** The master of the shard to which the client writes. */
  async master(): Promise<Pod> {
    const slot = slotOfKey(tag);
    for (const pod of await this.all()) {
      const own = (await this.#seenBy(pod)).find(({ flags }) => flags.includes('myself'));
      if (own?.slots.some(({ from, to }) => from <= slot && slot <= to) === true) return pod;
    }
    throw new Error('no master of the shard');
  }

  /** A client of one shard that finds the nodes by the name of their Service. */
  load(): Load {
    const service = `${this.#name}.${this.namespace.name}.svc.cluster.local`;
    const nodes = () =>
      this.#cluster.names.get(service).map((host) => ({ host, port: this.#port }));
    const target = podTarget({ password: this.#password, sentinelPassword: undefined }, () => []);
    const link = new SlotLink(target, nodes);
    const strategy = {
      write: (key: string, number: number) =>
        link.call(target.timeouts.writeMs, ['SADD', key, String(number)]),
      close: () => link.close(),
    };
    return new Load(new Probe(target, strategy, tag));
  }
}
