import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { canRunPods } from '../support/kubernetes/kubelet/network.ts';
import { usePodDrills, type PodDrill } from '../support/kubernetes/kubelet/pod-drill.ts';
import { replacePod, upgradeAll } from '../support/kubernetes/kubelet/pod-steps.ts';
import { install } from '../support/kubernetes/kubelet/use-pods.ts';

const chart = await generatedChart('redis-sentinel');

const kubectl = (env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile('kubectl', args, { env }, (error, out, err) => {
      if (error === null) resolve(out + err);
      else reject(new Error(`kubectl ${args.join(' ')}: ${out}${err}`));
    });
  });

const overBound = usePodDrills({ group: 'planned', gapMs: 300 }, (cluster) =>
  install(cluster, chart),
);

const drills: readonly PodDrill[] = [
  {
    name: 'master deleted',
    title: 'the pod of the master is deleted',
    act: async ({ release }) => replacePod(release, await release.master()),
  },
  {
    name: 'upgrade',
    title: 'an upgrade replaces all pods',
    act: (pods) => upgradeAll(pods, chart),
  },
  {
    name: 'nodes drained',
    title: 'one node after the other is drained',
    act: async ({ cluster, release }) => {
      for (const { name } of cluster.agent.nodes) {
        await kubectl(cluster.env, 'drain', name, '--ignore-daemonsets', '--timeout=90s');
        await kubectl(cluster.env, 'uncordon', name);
        await release.whole();
      }
    },
  },
];

describe.skipIf(!canRunPods)(
  'clients that write meanwhile feel nothing, and lose nothing',
  { timeout: 600_000 },
  () => {
    it.each(drills.map((drill) => [drill.title, drill] as const))('when %s', async (_, drill) => {
      expect(await overBound(drill)).toBe(0);
    });
  },
);
