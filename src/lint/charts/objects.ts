import { isMap } from '../../model/json.ts';
import { readHelmYaml } from '../../source/read-yaml.ts';
import { jsonOf } from './json-of.ts';

/** A part of an object of Kubernetes. */
export type Part = Readonly<Record<string, unknown>>;

/** An object that a chart installs. */
export interface ChartObject {
  /** The template, by its path in the chart. */
  readonly source: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly value: Part;
}

/** Why a chart was not rendered, or what it installs. */
export type Rendering =
  | { readonly objects: readonly ChartObject[]; readonly fault?: undefined }
  | { readonly objects?: undefined; readonly fault: string };

/** A map at a path; empty if there is none. */
export function partAt(value: unknown, ...keys: readonly string[]): Part {
  let at: unknown = value;
  for (const key of keys) at = isMap(at) ? at[key] : undefined;
  return isMap(at) ? at : {};
}

/** The maps in a list. */
export const partsIn = (list: unknown): readonly Part[] =>
  Array.isArray(list) ? list.filter((each): each is Part => isMap(each)) : [];

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

function objectOf(document: string): ChartObject[] {
  const [, source = ''] = /^# Source: [^/]+\/(.*)$/m.exec(document) ?? [];
  // A chart in charts/ is not this one.
  if (source.startsWith('charts/')) return [];
  const { root } = readHelmYaml(document);
  const value = root?.kind === 'map' ? jsonOf(root) : undefined;
  if (!isMap(value)) return [];
  const { apiVersion, kind } = value;
  const { name, annotations } = partAt(value, 'metadata');
  // Made by `helm test` only.
  if (/^test(?:-success|-failure)?$/.test(textIn(partAt(annotations)['helm.sh/hook']))) return [];
  return [
    { source, apiVersion: textIn(apiVersion), kind: textIn(kind), name: textIn(name), value },
  ];
}

/** The objects in the output of `helm template`, without those of charts in the chart. */
export const objectsIn = (output: string): ChartObject[] =>
  output.split(/^---\s*$/m).flatMap(objectOf);

/** Kinds that have a pod template, and the way to it. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Pods that run until they are replaced. */
export const isService = ({ kind }: ChartObject): boolean =>
  ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind);

/** The pod that an object makes: metadata and spec; undefined for other kinds. */
export function podOf({ kind, value }: ChartObject): Part | undefined {
  if (kind === 'Pod') return value;
  const path = Object.hasOwn(templates, kind) ? templates[kind] : undefined;
  return path ? partAt(value, ...path) : undefined;
}

/** The containers of a pod; those that end before the others start as well if wanted. */
export const containersOf = (pod: Part, withInit = false): readonly Part[] => {
  const spec = partAt(pod, 'spec');
  return [...partsIn(spec.containers), ...(withInit ? partsIn(spec.initContainers) : [])];
};

/** How an object is called in messages. */
export const objectName = ({ kind, name }: ChartObject): string => `${kind} ${name}`;
