import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { helmFolder } from '../../../scripts/helm.mjs';
import type { HelmMajor } from '../helm.ts';
import { KubernetesApi } from './api.ts';
import { NodeAgent } from './node-agent.ts';
import type { KubernetesObject, Pod, StatefulSet } from './objects.ts';
import { RancherHelm } from './rancher-helm.ts';
import { until } from './until.ts';

/** What the pods of a release are, by their label `app.kubernetes.io/component`. */
export type Component = 'redis' | 'sentinel';

/** A namespace of its own for a test, and the helm that installs into it. */
export class Namespace {
  readonly api: KubernetesApi;
  readonly name: string;

  readonly #folder: string;

  /** @param folder for files of helm */
  constructor(api: KubernetesApi, name: string, folder: string) {
    this.api = api;
    this.name = name;
    this.#folder = folder;
  }

  helm(major: HelmMajor): RancherHelm {
    return new RancherHelm(this.api, this.name, major, this.#folder);
  }

  /** The path of a kind of objects in it, such as `pods` or `apps/v1/statefulsets`. */
  path(kind: string, name?: string): string {
    const parts = kind.split('/');
    const plural = parts.pop();
    const group = parts.length === 0 ? '/api/v1' : `/apis/${parts.join('/')}`;
    const path = `${group}/namespaces/${this.name}/${plural}`;
    return name === undefined ? path : `${path}/${name}`;
  }

  list<T extends KubernetesObject>(kind: string, labels: Labels = {}): Promise<readonly T[]> {
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    return this.api.list<T>(
      `${this.path(kind)}?labelSelector=${encodeURIComponent(selector.join(','))}`,
    );
  }

  names = async (kind: string): Promise<readonly string[]> =>
    (await this.list(kind)).map(({ metadata }) => metadata.name).toSorted();

  pods(release: string, component: Component): Promise<readonly Pod[]> {
    return this.list<Pod>('pods', labelsOf(release, component));
  }

  async statefulSet(release: string, component: Component): Promise<StatefulSet> {
    const sets = await this.list<StatefulSet>('apps/v1/statefulsets', labelsOf(release, component));
    const [set] = sets;
    if (set === undefined || sets.length > 1)
      throw new Error(`${sets.length} StatefulSets of ${component}, expected one`);
    return set;
  }

  async remove(): Promise<void> {
    const path = `/api/v1/namespaces/${this.name}`;
    // The end of a namespace waits for half the grace of pods that it finds.
    await this.api.remove(this.path('apps/v1/statefulsets'));
    await this.api.remove(this.path('pods'), { gracePeriodSeconds: 0 });
    await this.api.remove(path);
    await until(`namespace ${this.name} is deleted`, async () => {
      const { status } = await this.api.send('GET', path);
      return status === 404;
    });
  }
}

type Labels = Readonly<Record<string, string>>;

/** The labels by which a release's objects of a component are found. */
export const labelsOf = (release: string, component: Component): Labels => ({
  'app.kubernetes.io/instance': release,
  'app.kubernetes.io/component': component,
});

/** What plays the nodes. */
interface Nodes {
  close(): Promise<void>;
}

/** What the tests of a file use of an API server. */
export interface Cluster<N> {
  readonly api: KubernetesApi;
  /** The environment in which kubectl finds it, and leaves nothing in the home folder of the user. */
  readonly env: NodeJS.ProcessEnv;
  readonly agent: N;
  /** Makes a namespace, which is deleted after the last test of the file. */
  namespace(): Promise<Namespace>;
}

let count = 0;

/** Nodes while the tests of a file run; they are closed after the namespaces of the file are deleted. */
export function useNodes<N extends Nodes>(
  start: (api: KubernetesApi) => Promise<N>,
  whenToStart: { readonly skip?: boolean } = {},
): Cluster<N> {
  const namespaces: Namespace[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-helm-'));
  let running: { readonly api: KubernetesApi; readonly agent: N } | undefined;
  const get = () => {
    if (running === undefined) throw new Error('no cluster yet');
    return running;
  };
  beforeAll(async () => {
    if (whenToStart.skip === true) return;
    const api = new KubernetesApi(inject('kubeconfig'));
    running = { api, agent: await start(api) };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    if (running === undefined) return;
    const { api, agent } = running;
    await Promise.all(namespaces.map((each) => each.remove()));
    await agent.close();
    api.close();
  });
  return {
    get api() {
      return get().api;
    },
    get agent() {
      return get().agent;
    },
    get env() {
      return {
        PATH: `${helmFolder(4)}:${process.env.PATH}`,
        HOME: folder,
        KUBECONFIG: get().api.kubeconfig,
      };
    },
    async namespace() {
      const { api } = get();
      count += 1;
      const name = `test-${process.pid}-${count}`;
      await api.create('/api/v1/namespaces', { metadata: { name } });
      const made = new Namespace(api, name, folder);
      namespaces.push(made);
      return made;
    },
  };
}

/** Three nodes while the tests of a file run; each of them has every pod of a release, unless a rule forbids it. */
export const useCluster = (): Cluster<NodeAgent> => useNodes((api) => NodeAgent.start(api, 3));
