import { allShardDrills } from '../../src/cluster/drills/all-drills.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { describePodDrills } from '../support/kubernetes/kubelet/pod-drill.ts';
import { replacePod, upgradeAll } from '../support/kubernetes/kubelet/pod-steps.ts';
import { ShardRelease } from '../support/kubernetes/kubelet/shard-release.ts';

const chart = await generatedChart('redis-cluster');
/** Six pods on three nodes. */
const values = { onePerHost: false };

/** As for nodes that are stopped and started without pods. */
const gapMs = allShardDrills().find(({ name }) => name === 'shards-restarted')?.bounds.gapMs ?? 0;

describePodDrills(
  'of a Redis Cluster wait for a moment, and lose nothing',
  { group: 'shards', gapMs },
  (cluster) => ShardRelease.install(cluster, chart, values),
  [
    {
      name: 'master of a shard deleted',
      title: 'the pod of a master is deleted',
      act: async ({ release }) => replacePod(release, await release.master()),
    },
    {
      name: 'upgrade of a Redis Cluster',
      title: 'an upgrade replaces all pods',
      act: (pods) => upgradeAll(pods, chart, values),
    },
  ],
);
