import { setTimeout as sleep } from 'node:timers/promises';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { describePodDrills, type DrilledPods } from '../support/kubernetes/kubelet/pod-drill.ts';
import { nameOf, type PodRelease } from '../support/kubernetes/kubelet/pod-release.ts';
import { deletePod, replaced, replacePod } from '../support/kubernetes/kubelet/pod-steps.ts';
import { install } from '../support/kubernetes/kubelet/use-pods.ts';
import { until } from '../support/kubernetes/until.ts';

const chart = await generatedChart('redis-sentinel');

/** As for a master that is killed, or cut off, without pods. */
const gapMs = Number(chart.values.downAfterMs) + 2000;

/** The master, its node, and the pods there. */
async function masterAndNode({ cluster, release }: DrilledPods) {
  const master = await release.master();
  const { nodeName = '' } = master.spec;
  const pods = (await release.all()).filter(({ spec }) => spec.nodeName === nodeName);
  return { old: nameOf(master), node: cluster.agent.node(nodeName), pods };
}

/** Another pod than `old` is master, and reachable. */
const failedOver = (release: PodRelease, old: string) =>
  until('another master', async () => {
    const masters = await release.masters();
    return masters.some((pod) => nameOf(pod) !== old);
  });

describePodDrills(
  'that write wait for a failover, and lose nothing',
  { group: 'faults', gapMs },
  (cluster) => install(cluster, chart),
  [
    {
      name: 'master force-deleted',
      title: 'the pod of the master is deleted by force, and its successor has the same volume',
      act: async ({ release }) => replacePod(release, await release.master(), 0),
    },
    {
      name: 'node lost',
      title: 'the node of the master is lost, and comes back after its pods were given up',
      act: async (drilled) => {
        const { cluster, release } = drilled;
        const { old, node, pods } = await masterAndNode(drilled);
        await node.powerOff();
        await failedOver(release, old);
        // Nothing replaces these pods, until a person deletes them.
        cluster.agent.volumes.detach(node.name);
        for (const pod of pods) await deletePod(release, pod, 0);
        for (const pod of pods) await replaced(release, pod);
        await sleep(3000);
        await node.comeBack();
      },
    },
    {
      name: 'node cut off',
      title: 'the node of the master is cut off, and joins again',
      act: async (drilled) => {
        const { old, node } = await masterAndNode(drilled);
        await node.cutOff();
        await failedOver(drilled.release, old);
        await sleep(2000);
        await node.comeBack();
      },
    },
  ],
);
