/** How a chart is rendered. */
export interface Rendering {
  /** @default demo */
  readonly release?: string;
  /** What a user sets, as in a values file. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Version of Kubernetes. @default 1.32.0, as the majors of helm have different ones */
  readonly kubernetes?: string;
}

/** What Rancher 2 adds to the values of every installation. */
export const rancherValues = {
  global: {
    cattle: {
      clusterId: 'c-m-abcd1234',
      clusterName: 'production',
      url: 'https://rancher.example.com',
      systemProjectId: 'p-xyz12',
      rkePathPrefix: '',
      rkeWindowsPathPrefix: '',
      systemDefaultRegistry: '',
    },
  },
};

/** Most renderings use an existing Secret, because generated passwords differ in each of them. */
const auth = { existingSecret: 'redis-passwords' };

const resources = { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } };

/** Values that take each branch of the templates that all charts have. */
const ofAll: Readonly<Record<string, Rendering>> = {
  default: { values: { auth } },
  'from Rancher': { values: { ...rancherValues, auth } },
  'with a password': { values: { auth: { password: 'a "quoted" $pässword' } } },
  'on the host network': { values: { auth, network: 'host' } },
  'without volumes': { values: { auth, persistence: { enabled: false } } },
  'with other volumes': {
    values: { auth, persistence: { size: '100Gi', storageClass: 'longhorn' } },
  },
  'with a digest': {
    values: {
      auth,
      image: {
        repository: 'registry.example.com:5000/redis/ha',
        digest: `sha256:${'0'.repeat(64)}`,
        alwaysPull: false,
      },
    },
  },
  'with a global registry': {
    values: {
      auth,
      global: {
        cattle: { systemDefaultRegistry: 'registry.local', imagePullSecrets: [{ name: 'a' }] },
        imagePullSecrets: ['a', 'b'],
      },
      imagePullSecrets: ['c', { name: 'd' }],
    },
  },
  'with a long release name': {
    release: 'a-release-name-of-fifty-three-characters-the-maximum',
    values: { auth },
  },
  'with a number as release name': { release: '2024', values: { auth } },
  'with placement': {
    values: {
      auth,
      nodeSelector: { 'example.com/disk': 'ssd' },
      tolerations: [
        { key: 'dedicated', operator: 'Equal', value: 'a', tolerationSeconds: 3_600_000 },
      ],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] }],
          },
        },
      },
      priorityClassName: 'databases',
      podAnnotations: { 'example.com/scrape': 'true' },
      podLabels: { team: 'shop' },
      resources: { redis: resources },
    },
  },
  'for clients with a label': { values: { auth, networkPolicy: { allowExternal: false } } },
  'without a network policy': { values: { auth, networkPolicy: { enabled: false } } },
  'on Kubernetes 1.25': { kubernetes: '1.25.0', values: { auth } },
  'on Kubernetes 1.20': { kubernetes: '1.20.2', values: { auth } },
};

const largeNumbers = {
  minReplicasMaxLagS: 3600,
  appendonly: false,
  maxmemory: '1048576000',
  stopTimeoutS: 3600,
};

const redisSentinel: Readonly<Record<string, Rendering>> = {
  ...ofAll,
  'with a password': {
    values: { auth: { password: 'a "quoted" $pässword', sentinelPassword: '1' } },
  },
  'on the host network': { values: { auth, network: 'host', spread: { sentinels: 'soft' } } },
  'with other volumes': {
    values: { auth, persistence: { size: '100Gi', sentinelSize: '1Gi', storageClass: 'longhorn' } },
  },
  'with a soft spread': { values: { auth, sentinels: 5, spread: { sentinels: 'soft' } } },
  'with resources for sentinels': { values: { auth, resources: { sentinel: resources } } },
  'with large numbers': {
    values: {
      ...largeNumbers,
      auth,
      replicas: 9,
      sentinels: 9,
      quorum: 5,
      ports: { redis: 65_535, sentinel: 1024 },
      downAfterMs: 600_000,
      failoverTimeoutMs: 3_600_000,
      parallelSyncs: 9,
      minReplicasToWrite: 0,
    },
  },
  'during a migration': {
    values: { auth, redisHosts: '10.1.2.3:16379,10.1.2.4:16380', sentinelHosts: '10.1.2.3:16381' },
  },
};

/** The rest of its templates is the same text. */
const ofRedisCluster = new Set([
  'default',
  'from Rancher',
  'with a password',
  'on the host network',
  'without volumes',
  'with placement',
  'for clients with a label',
  'without a network policy',
  'on Kubernetes 1.20',
]);

const redisCluster: Readonly<Record<string, Rendering>> = {
  ...Object.fromEntries(Object.entries(ofAll).filter(([name]) => ofRedisCluster.has(name))),
  'with a soft spread': { values: { auth, onePerHost: false } },
  'with large numbers': {
    values: {
      ...largeNumbers,
      auth,
      nodes: 60,
      replicasPerMaster: 3,
      ports: { redis: 55_535 },
      nodeTimeoutMs: 600_000,
      minReplicasToWrite: 2,
      requireFullCoverage: false,
    },
  },
  'during a migration': {
    values: { auth, clusterHosts: '10.1.2.3,10.1.2.4', clusterName: 'redis-cluster' },
  },
};

/** Values that take each branch of the templates of each chart. */
export const chartRenderings = {
  'redis-sentinel': redisSentinel,
  'redis-cluster': redisCluster,
} satisfies Readonly<Record<string, typeof ofAll>>;

/** The blueprints that have a chart. */
export const chartBlueprints = Object.keys(chartRenderings) as (keyof typeof chartRenderings)[];

/** A row for each rendering of each chart. */
export const allRenderings = chartBlueprints.flatMap((blueprint) =>
  Object.entries(chartRenderings[blueprint]).map(
    ([name, rendering]) => ({ blueprint, name, rendering }) as const,
  ),
);
