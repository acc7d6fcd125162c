import { execFile } from 'node:child_process';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { describePodDrills } from '../support/kubernetes/kubelet/pod-drill.ts';
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

describePodDrills(
  'that write meanwhile feel nothing, and lose nothing',
  { group: 'planned', gapMs: 300 },
  (cluster) => install(cluster, chart),
  [
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
  ],
);
