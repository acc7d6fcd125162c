import { beforeAll, describe, expect, it } from 'vitest';
import { helmMajors } from '../support/helm.ts';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { done, type Values } from '../support/kubernetes/rancher-helm.ts';
import { leaves, refusals, withValue } from '../support/kubernetes/refusals.ts';

const cluster = useCluster();
const sentinelChart = await generatedChart('redis-sentinel');

/** Another value for each value that both charts have, by its path in values.yaml. */
const shared: Values = {
  'global.cattle.systemDefaultRegistry': 'registry.example.com:5000',
  'image.repository': 'registry.example.com/other',
  'image.tag': '9.9.9',
  'image.digest': `sha256:${'0'.repeat(64)}`,
  'image.alwaysPull': false,
  network: 'host',
  'ports.redis': 16390,
  'auth.existingSecret': 'mine',
  'auth.password': 'secret',
  minReplicasToWrite: 0,
  minReplicasMaxLagS: 5,
  appendonly: false,
  maxmemory: '100mb',
  maxmemoryPolicy: 'allkeys-lru',
  timezone: 'Europe/Berlin',
  'persistence.enabled': false,
  'persistence.size': '9Gi',
  'persistence.storageClass': 'network',
  'networkPolicy.enabled': false,
  'networkPolicy.allowExternal': false,
  stopTimeoutS: 60,
  'resources.redis': { limits: { memory: '1Gi' } },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 1,
          preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] },
        },
      ],
    },
  },
  priorityClassName: 'system-node-critical',
  podAnnotations: { 'example.com/a': 'b' },
  podLabels: { 'example.com/a': 'b' },
  imagePullSecrets: [{ name: 'registry' }],
};

const ofSentinel: Values = {
  ...shared,
  'ports.sentinel': 16391,
  replicas: 3,
  sentinels: 5,
  quorum: 2,
  'auth.sentinelPassword': 'secret',
  downAfterMs: 3000,
  failoverTimeoutMs: 20_000,
  parallelSyncs: 2,
  redisHosts: '192.0.2.1:6379',
  sentinelHosts: '192.0.2.1:26379',
  masterName: 'other',
  'persistence.sentinelSize': '200Mi',
  'spread.sentinels': 'soft',
  'resources.sentinel': { requests: { cpu: '10m' } },
};

const ofCluster: Values = {
  ...shared,
  nodes: 10,
  replicasPerMaster: 2,
  nodeTimeoutMs: 3000,
  requireFullCoverage: false,
  onePerHost: true,
  clusterHosts: '192.0.2.1:6379',
  clusterName: 'other',
};

const charts = [
  {
    name: 'redis-sentinel',
    installed: {},
    changes: ofSentinel,
    // A release keeps the values of these that it was installed with.
    kept: [
      'persistence.enabled',
      'persistence.size',
      'persistence.storageClass',
      'persistence.sentinelSize',
    ],
  },
  {
    name: 'redis-cluster',
    installed: { nodes: 9, onePerHost: false },
    changes: ofCluster,
    kept: ['persistence.enabled', 'persistence.size', 'persistence.storageClass'],
  },
];

const forbidden = /Forbidden: updates to statefulset spec for fields other than/;

describe.each(charts)(
  'values of $name that are changed after the installation',
  async ({ name, installed, changes, kept }) => {
    const chart = await generatedChart(name);
    const laterChart = await generatedChart(name, '1.0.1');
    let namespace: Namespace;

    beforeAll(async () => {
      namespace = await cluster.namespace();
      await done(namespace.helm(4).install('cache', chart, installed));
    });

    const refused = (path: string) =>
      refusals(namespace, chart, withValue(installed, path, changes[path]));

    it('are all tried', () => {
      expect(Object.keys(changes).toSorted()).toEqual(leaves(chart.values).toSorted());
    });

    it.each(Object.keys(changes).filter((path) => !kept.includes(path)))(
      'are accepted by the API server: %s',
      async (path) => {
        expect(await refused(path)).toEqual([]);
      },
    );

    it('are accepted together with a new version of the chart', async () => {
      const values = { ...installed, timezone: 'Asia/Tokyo' };
      expect(await refusals(namespace, laterChart, values)).toEqual([]);
    });

    it.each(kept)('are refused: %s', async (path) => {
      const found = await refused(path);
      expect(found.length).toBeGreaterThan(0);
      for (const each of found) expect(each).toMatch(forbidden);
    });
  },
);

it.each(helmMajors)(
  'helm %i reports that a volume keeps its size, and later upgrades succeed',
  async (major) => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    await done(helm.install('cache', sentinelChart));
    const run = await helm.upgrade('cache', sentinelChart, { persistence: { size: '9Gi' } });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/UPGRADE FAILED/);
    expect(run.stderr).toMatch(forbidden);
    await done(helm.upgrade('cache', sentinelChart, { timezone: 'Europe/Berlin' }));
  },
);
