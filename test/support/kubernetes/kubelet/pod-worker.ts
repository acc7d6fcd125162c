import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolverOf } from './cluster-names.ts';
import { ContainerProcess } from './container-process.ts';
import { ContainerRunner } from './container-runner.ts';
import { environmentOf, NotYet } from './environment.ts';
import { PodNetwork } from './network.ts';
import { podReport } from './pod-report.ts';
import { checkRunnable, keyOf, type RunContainer, type RunPod } from './pod-spec.ts';
import type { Mount, ReadObject, Volumes } from './volumes.ts';
import type { Answer } from '../api.ts';

/** What a kubelet needs of an API server. */
export interface KubeletApi {
  send<T>(method: string, path: string, body?: unknown, type?: string): Promise<Answer<T>>;
}

/** What the pods of all nodes share. */
export interface PodParts {
  readonly api: KubeletApi;
  readonly network: PodNetwork;
  readonly volumes: Volumes;
  /** For files of incarnations, and logs. */
  readonly folder: string;
  /** What all images are: a folder that is mounted at this path of each container. */
  readonly image: { readonly folder: string; readonly path: string };
}

const notYetPauseMs = 300;
/** A kubelet gives a pod that was deleted by force this long. */
const forcedGraceMs = 2000;

/** One incarnation of a pod on a node, from its start until nothing of it is left. */
export class PodWorker {
  readonly #parts: PodParts;
  readonly #namespace: string;
  #pod: RunPod;
  #address: string | undefined;
  #runners: readonly ContainerRunner[] = [];
  readonly #ended = new AbortController();
  readonly #starting: Promise<void>;
  #ending: Promise<void> | undefined;
  #reporting: Promise<void> = Promise.resolve();
  #isReportDue = false;
  /** Whether its node does not reach the API server. */
  isSilent = false;

  constructor(pod: RunPod, parts: PodParts) {
    checkRunnable(pod);
    this.#pod = pod;
    this.#parts = parts;
    this.#namespace = `pod-${pod.metadata.uid.slice(0, 13)}`;
    this.#starting = this.#start();
  }

  get pod(): RunPod {
    return this.#pod;
  }

  /** The name of its network. */
  get network(): string {
    return this.#namespace;
  }

  get logFile(): string {
    const { namespace, name, uid } = this.#pod.metadata;
    return join(this.#parts.folder, 'logs', `${namespace}-${name}-${uid.slice(0, 8)}.log`);
  }

  /** The pod as the server has it now. */
  update(pod: RunPod): void {
    this.#pod = pod;
    const { deletionTimestamp, deletionGracePeriodSeconds = 30 } = pod.metadata;
    if (deletionTimestamp !== undefined) void this.end(1000 * deletionGracePeriodSeconds);
  }

  /** The server has no such pod any more. */
  forget(): Promise<void> {
    return this.end(forcedGraceMs);
  }

  /** Ends all containers, and reports that to the server; 0 for at once. */
  end(graceMs: number): Promise<void> {
    this.#ending ??= this.#end(graceMs);
    return this.#ending;
  }

  #note(text: string): void {
    appendFileSync(this.logFile, `${new Date().toISOString()} kubelet: ${text}\n`);
  }

  async #start(): Promise<void> {
    const { network, volumes, folder } = this.#parts;
    mkdirSync(join(folder, 'logs'), { recursive: true });
    this.#note(`${keyOf(this.#pod)} starts on ${this.#pod.spec.nodeName}`);
    await this.#pause(volumes.delayMs(this.#pod));
    const mounted = await this.#mount();
    if (mounted === undefined) return;
    const address = await network.add(this.#namespace, keyOf(this.#pod));
    this.#address = address;
    if (this.#ended.signal.aborted) return;
    this.#runners = this.#pod.spec.containers.map(
      (container) =>
        new ContainerRunner(container, this.#pod, {
          address,
          start: (each, restarts) => this.#startContainer(each, restarts, mounted),
          onChange: () => this.#report(),
          note: (text) => this.#note(`${container.name} ${text}`),
        }),
    );
  }

  async #mount(): Promise<ReadonlyMap<string, string> | undefined> {
    let last = '';
    while (!this.#ended.signal.aborted) {
      try {
        return await this.#parts.volumes.prepare(this.#pod, this.#read);
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        if (error.message !== last) this.#note(error.message);
        last = error.message;
        await this.#pause(notYetPauseMs);
      }
    }
    return undefined;
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#ended.signal }).catch(() => {});
  }

  readonly #read: ReadObject = async <T>(kind: string, name: string) => {
    const path = `/api/v1/namespaces/${this.#pod.metadata.namespace}/${kind}/${name}`;
    const { status, body } = await this.#parts.api.send<T>('GET', path);
    return status === 200 ? body : undefined;
  };

  async #startContainer(
    container: RunContainer,
    restarts: number,
    mounted: ReadonlyMap<string, string>,
  ): Promise<ContainerProcess> {
    const { folder, image } = this.#parts;
    const { metadata, spec } = this.#pod;
    const address = this.#address ?? '';
    const lookUp = async (kind: 'secrets' | 'configmaps', name: string, key: string) => {
      const found = await this.#read<{ data?: Record<string, string> }>(kind, name);
      const value = found?.data?.[key];
      if (value === undefined || kind === 'configmaps') return value;
      return Buffer.from(value, 'base64').toString();
    };
    const env = await environmentOf(container.env ?? [], this.#pod, address, lookUp);
    const security = { ...spec.securityContext, ...container.securityContext };
    const mounts: Mount[] = (container.volumeMounts ?? []).map(
      ({ name, mountPath, readOnly = false }) => {
        const from = mounted.get(name);
        if (from === undefined) throw new Error(`no volume ${name}`);
        return { from, to: mountPath, readOnly };
      },
    );
    const { command = [`${image.path}/start.sh`], args = [] } = container;
    return new ContainerProcess({
      folder: join(folder, 'pods', metadata.uid, `.${container.name}-${restarts}`),
      logFile: this.logFile,
      enter: ['ip', 'netns', 'exec', this.#namespace],
      hostname: spec.hostname ?? metadata.name,
      address,
      resolver: resolverOf(metadata.namespace, PodNetwork.bridgeAddress),
      user: security.runAsUser ?? 0,
      group: security.runAsGroup ?? 0,
      groups: security.fsGroup === undefined ? [] : [security.fsGroup],
      isRootReadOnly: container.securityContext?.readOnlyRootFilesystem === true,
      mounts: [{ from: image.folder, to: image.path, readOnly: true }, ...mounts],
      env,
      command: [...command, ...args],
    });
  }

  /** Reports the state of now; changes that come meanwhile are reported together. */
  #report(): void {
    if (this.#isReportDue || this.#ending !== undefined) return;
    this.#isReportDue = true;
    const before = this.#reporting;
    this.#reporting = this.#reportAfter(before);
  }

  async #reportAfter(before: Promise<void>): Promise<void> {
    await before;
    this.#isReportDue = false;
    if (this.isSilent) return;
    const states = this.#runners.map(({ state }) => state);
    if (states.length < this.#pod.spec.containers.length) return;
    const { uid } = this.#pod.metadata;
    const status = podReport(this.#pod, this.#address, states);
    const body = { metadata: { uid }, status };
    // 409 if the pod of this name is another one by now, 404 if there is none.
    await this.#send('PATCH', `${this.#path}/status`, body, 'strategic-merge-patch+json');
  }

  /** A server that does not answer now gets the next report. */
  async #send(method: string, path: string, body: unknown, type = 'json'): Promise<void> {
    await this.#parts.api.send(method, path, body, type).catch((error: unknown) => {
      this.#note(`${method} ${path}: ${String(error)}`);
    });
  }

  get #path(): string {
    const { namespace, name } = this.#pod.metadata;
    return `/api/v1/namespaces/${namespace}/pods/${name}`;
  }

  async #end(graceMs: number): Promise<void> {
    this.#note(`ends, with ${graceMs} ms of grace`);
    this.#ended.abort();
    await this.#starting;
    await Promise.all(this.#runners.map((runner) => runner.stop(graceMs)));
    await this.#reporting;
    if (this.#address !== undefined) await this.#parts.network.remove(this.#namespace);
    if (this.isSilent) return;
    this.#parts.volumes.release(this.#pod);
    if (this.#pod.metadata.deletionTimestamp === undefined) return;
    const { uid } = this.#pod.metadata;
    await this.#send('DELETE', this.#path, { gracePeriodSeconds: 0, preconditions: { uid } });
  }
}
