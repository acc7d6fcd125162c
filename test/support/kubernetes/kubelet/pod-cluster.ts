import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { image } from '../../../image/support/image-folder.ts';
import {
  makeDrillFolder,
  type DrillFolder,
} from '../../../../src/actions/drilling/drill-folder.ts';
import { NameServer } from '../../../../src/nodes/name-server.ts';
import type { KubernetesApi } from '../api.ts';
import { beatNode, createNode } from '../node-objects.ts';
import type { Claim, Endpoints } from '../objects.ts';
import { createStorageClass, provision } from '../storage.ts';
import { ClusterNames } from './cluster-names.ts';
import { buildImageFolder } from './image-folder.ts';
import { Kubelet } from './kubelet.ts';
import { PodNetwork } from './network.ts';
import type { RunPod } from './pod-spec.ts';
import type { PodWorker } from './pod-worker.ts';
import { Volumes } from './volumes.ts';
import { Watch } from './watch.ts';

const heartbeatMs = 5000;

/** Nodes whose pods run, their network and volumes, and the name server of the cluster. */
export class PodCluster {
  readonly names = new ClusterNames();
  readonly network: PodNetwork;
  readonly volumes: Volumes;
  readonly nodes: readonly Kubelet[];
  readonly #api: KubernetesApi;
  readonly #server: NameServer;
  readonly #folder: DrillFolder;
  readonly #watches: readonly { close(): Promise<void> }[];
  readonly #beats: NodeJS.Timeout;

  private constructor(
    api: KubernetesApi,
    names: readonly string[],
    network: PodNetwork,
    server: NameServer,
  ) {
    this.#api = api;
    this.network = network;
    this.#server = server;
    server.names = this.names;
    this.#folder = makeDrillFolder('pods-');
    const folder = this.#folder.path;
    this.volumes = new Volumes(folder);
    mkdirSync(join(folder, 'logs'));
    const built = buildImageFolder(image, join(folder, 'image'));
    const parts = { api, network, volumes: this.volumes, folder };
    const run = { ...parts, image: { folder: built, path: '/redis-ha' } };
    this.nodes = names.map((name) => new Kubelet(name, run));
    this.#watches = [
      new Watch<Endpoints>(api, '/api/v1/endpoints', (change) => this.names.update(change)),
      new Watch<RunPod & { kind?: string }>(api, '/api/v1/pods', (change) => {
        for (const node of this.nodes) node.handle(change);
      }),
      new Watch<Claim>(api, '/api/v1/persistentvolumeclaims', ({ type, object }) => {
        if (type === 'changed') void provision(api, object).catch(() => {});
      }),
    ];
    this.#beats = setInterval(() => void this.#beat(), heartbeatMs).unref();
  }

  /** Makes nodes `node-1` to `node-<count>` unless they are there, and runs their pods until `close`. */
  static async start(api: KubernetesApi, count: number): Promise<PodCluster> {
    await createStorageClass(api);
    const names = Array.from({ length: count }, (_, index) => `node-${index + 1}`);
    for (const [index, name] of names.entries()) await createNode(api, name, index + 1);
    const network = await PodNetwork.open();
    const server = await NameServer.listen(PodNetwork.bridgeAddress);
    return new PodCluster(api, names, network, server);
  }

  /** The folder of the logs of all incarnations. */
  get logs(): string {
    return join(this.#folder.path, 'logs');
  }

  node(name: string): Kubelet {
    const found = this.nodes.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  }

  get workers(): readonly PodWorker[] {
    return this.nodes.flatMap(({ workers }) => workers);
  }

  async close(): Promise<void> {
    clearInterval(this.#beats);
    await Promise.all(this.#watches.map((watch) => watch.close()));
    await Promise.all(this.nodes.map((node) => node.close()));
    this.#server.close();
    await this.network.close();
    this.#folder.remove();
  }

  async #beat(): Promise<void> {
    for (const { name, isUp } of this.nodes)
      if (isUp) await beatNode(this.#api, name).catch(() => {});
  }
}
