import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Claim } from '../objects.ts';
import { NotYet } from './environment.ts';
import type { PodVolume, RunPod } from './pod-spec.ts';

/** Reads objects of the namespace of a pod; undefined if there is none. */
export type ReadObject = <T>(
  kind: 'secrets' | 'configmaps' | 'persistentvolumeclaims',
  name: string,
) => Promise<T | undefined>;

interface Keys {
  /** In base64 for a Secret. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A file or folder that is mounted in a container. */
export interface Mount {
  readonly from: string;
  readonly to: string;
  readonly readOnly: boolean;
}

/** Gives a volume to a group, as a kubelet does for `fsGroup`. A running server can remove files meanwhile. */
function giveToGroup(path: string, group: number): void {
  for (const entry of ['', ...readdirSync(path, { recursive: true, encoding: 'utf8' })]) {
    const each = join(path, entry);
    const found = statSync(each, { throwIfNoEntry: false });
    if (found === undefined) continue;
    try {
      chownSync(each, found.uid, group);
      chmodSync(each, (found.mode & 0o7777) | (found.isDirectory() ? 0o2770 : 0o660));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/**
 * Folders for the volumes of pods: one for each claim, which stays, and can be used on one node at a time, as a disk of a
 * network; one for each other volume of an incarnation. Secrets and ConfigMaps are not updated in running pods.
 */
export class Volumes {
  readonly #folder: string;
  /** The node that a claim's folder is attached to, and the pods there that use it, by the uid of the claim. */
  readonly #attached = new Map<string, { readonly node: string; readonly pods: Set<string> }>();
  /** How long it takes to attach the volume of a pod, in ms. @default at once */
  delayMs: (pod: RunPod) => number = () => 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Prepares all volumes of a pod. Throws a NotYet if one is missing, or is attached to another node. */
  async prepare(pod: RunPod, read: ReadObject): Promise<ReadonlyMap<string, string>> {
    const made = new Map<string, string>();
    const { volumes = [], securityContext = {} } = pod.spec;
    for (const volume of volumes) {
      const path = await this.#prepareOne(pod, volume, read);
      if (securityContext.fsGroup !== undefined) giveToGroup(path, securityContext.fsGroup);
      made.set(volume.name, path);
    }
    return made;
  }

  async #prepareOne(pod: RunPod, volume: PodVolume, read: ReadObject): Promise<string> {
    const { persistentVolumeClaim, secret, configMap } = volume;
    if (persistentVolumeClaim !== undefined) {
      const name = persistentVolumeClaim.claimName;
      const claim = await read<Claim>('persistentvolumeclaims', name);
      if (claim?.status.phase !== 'Bound') throw new NotYet(`claim ${name} is not bound`);
      return this.#attach(pod, claim);
    }
    const path = join(this.#folder, 'pods', pod.metadata.uid, volume.name);
    mkdirSync(path, { recursive: true });
    if (secret !== undefined)
      await this.#fill(path, 'secrets', { name: secret.secretName, ...secret }, read);
    if (configMap !== undefined) await this.#fill(path, 'configmaps', configMap, read);
    return path;
  }

  async #fill(
    path: string,
    kind: 'secrets' | 'configmaps',
    { name, items, defaultMode = 0o644, optional = false }: FilledFrom,
    read: ReadObject,
  ): Promise<void> {
    const object = await read<Keys>(kind, name);
    if (object === undefined && !optional) throw new NotYet(`no ${name} in ${kind}`);
    const data = object?.data ?? {};
    const wanted = items ?? Object.keys(data).map((key) => ({ key, path: key }));
    for (const item of wanted) {
      const value = data[item.key];
      if (value === undefined) throw new NotYet(`no key ${item.key} in ${name}`);
      const file = join(path, item.path);
      mkdirSync(dirname(file), { recursive: true });
      const content = kind === 'secrets' ? Buffer.from(value, 'base64') : value;
      writeFileSync(file, content, { mode: defaultMode });
      chmodSync(file, defaultMode);
      chownSync(file, 0, 0);
    }
  }

  #attach({ metadata, spec }: RunPod, claim: Claim): string {
    const { nodeName = '' } = spec;
    const { uid } = claim.metadata;
    const at = this.#attached.get(uid);
    if (at !== undefined && at.node !== nodeName)
      throw new NotYet(`${claim.metadata.name} is attached to ${at.node}`);
    const pods = at?.pods ?? new Set();
    this.#attached.set(uid, { node: nodeName, pods: pods.add(metadata.uid) });
    const path = this.folderOf(claim);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Detaches the claims that only this pod used. */
  release({ metadata }: RunPod): void {
    for (const [claim, { pods }] of this.#attached) {
      pods.delete(metadata.uid);
      if (pods.size === 0) this.#attached.delete(claim);
    }
  }

  /** Detaches all claims from a node, whatever runs there: an operator does this when a node is lost. */
  detach(node: string): void {
    for (const [claim, at] of this.#attached) if (at.node === node) this.#attached.delete(claim);
  }

  folderOf({ metadata }: Claim): string {
    return join(this.#folder, 'claims', metadata.uid);
  }

  /** Moves what a claim's volume holds out of it, as if its disk were replaced. No pod uses it. */
  lose(claim: Claim): void {
    if (this.#attached.has(claim.metadata.uid)) throw new Error(`${claim.metadata.name} is in use`);
    const folder = this.folderOf(claim);
    renameSync(folder, `${folder}.lost`);
  }
}

interface FilledFrom {
  readonly name: string;
  readonly items?: readonly { readonly key: string; readonly path: string }[];
  readonly defaultMode?: number;
  readonly optional?: boolean;
}
