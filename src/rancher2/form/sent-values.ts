import { removeValue, setValue, valueAt, type Values } from './value-path.ts';

/** What Rancher knows of the cluster that a chart is installed in. */
export interface ClusterFacts {
  readonly clusterId: string;
  readonly clusterName: string;
  /** The project that Rancher keeps its own apps in. */
  readonly systemProjectId: string;
  /** Of Rancher itself. */
  readonly url: string;
}

/** A cluster, where it makes no difference which. */
export const someCluster: ClusterFacts = {
  clusterId: 'local',
  clusterName: 'local',
  systemProjectId: 'p-system',
  url: 'https://rancher.example.com',
};

const registries = [
  ['global', 'systemDefaultRegistry'],
  ['global', 'cattle', 'systemDefaultRegistry'],
] as const;

/** Whether the form offers a registry for all images: the chart has a value for it. */
const hasRegistry = (chart: Values) =>
  registries.some((keys) => valueAt(chart, keys) !== undefined);

/** A map in values, made if there is none. */
function mapAt(values: Values, keys: readonly string[]): Values {
  if (!valueAt(values, keys)) setValue(values, keys, {});
  return valueAt(values, keys) as Values;
}

/**
 * Adds what Rancher adds to the changes of every installation, below `global` (rancher/dashboard
 * pages/c/_cluster/apps/charts/install.vue, addGlobalValuesTo). A value that is there is kept, but the registry
 * is at both of its places.
 */
export function sentValues(chart: Values, changes: Values, cluster: ClusterFacts): Values {
  const sent = structuredClone(changes);
  const registry = registries.map((keys) => valueAt(sent, keys)).find(Boolean) ?? '';
  if (hasRegistry(chart)) for (const keys of registries) removeValue(sent, keys);
  mapAt(sent, ['global']);
  const cattle = mapAt(sent, ['global', 'cattle']);
  const { clusterId, clusterName, systemProjectId, url } = cluster;
  const added = {
    clusterId,
    clusterName,
    systemProjectId,
    url,
    rkePathPrefix: '',
    rkeWindowsPathPrefix: '',
  };
  for (const [key, value] of Object.entries(added)) cattle[key] ??= value;
  if (hasRegistry(chart)) for (const keys of registries) setValue(sent, keys, registry);
  return sent;
}
