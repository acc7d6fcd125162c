import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { canRunPods } from '../support/kubernetes/kubelet/network.ts';
import { runDrill } from '../support/kubernetes/kubelet/pod-drill.ts';
import { nameOf, type PodRelease } from '../support/kubernetes/kubelet/pod-release.ts';
import { deletePod, replaced } from '../support/kubernetes/kubelet/pod-steps.ts';
import { install, usePods } from '../support/kubernetes/kubelet/use-pods.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = usePods();
const chart = await generatedChart('redis-sentinel');
const downAfterMs = Number(chart.values.downAfterMs);
/** As for a master that is killed, or cut off, without pods. */
const failoverMs = downAfterMs + 2000;

let release: PodRelease | undefined;

/** All drills of this file happen to one release. */
async function installed(): Promise<PodRelease> {
  release ??= await install(cluster, chart);
  return release;
}

/** The node of the master, and the pods there. */
async function nodeOfMaster(cache: PodRelease) {
  const { nodeName = '' } = (await cache.master()).spec;
  const pods = (await cache.all()).filter(({ spec }) => spec.nodeName === nodeName);
  return { node: cluster.agent.node(nodeName), pods };
}

/** Another pod than `old` is master, and reachable. */
const failedOver = (cache: PodRelease, old: string) =>
  until('another master', async () => {
    const masters = await cache.masters();
    return masters.some((pod) => nameOf(pod) !== old);
  });

describe.skipIf(!canRunPods)(
  'clients that write wait for a failover, and lose nothing',
  { timeout: 600_000 },
  () => {
    it('when the pod of the master is deleted by force, and its successor has the same volume', async () => {
      const cache = await installed();
      const over = await runDrill(cluster.agent, cache, {
        name: 'master force-deleted',
        gapMs: failoverMs,
        act: async () => {
          const master = await cache.master();
          await deletePod(cache, master, 0);
          await replaced(cache, master);
        },
      });
      expect(over).toBe(0);
    });

    it('when the node of the master is lost, and comes back after its pods were given up', async () => {
      const cache = await installed();
      const over = await runDrill(cluster.agent, cache, {
        name: 'node lost',
        gapMs: failoverMs,
        act: async () => {
          const { node, pods } = await nodeOfMaster(cache);
          const old = nameOf(await cache.master());
          await node.powerOff();
          await failedOver(cache, old);
          // Nothing replaces these pods, until a person deletes them.
          cluster.agent.volumes.detach(node.name);
          for (const pod of pods) await deletePod(cache, pod, 0);
          for (const pod of pods) await replaced(cache, pod);
          await sleep(3000);
          await node.comeBack();
        },
      });
      expect(over).toBe(0);
    });

    it('when the node of the master is cut off, and joins again', async () => {
      const cache = await installed();
      const over = await runDrill(cluster.agent, cache, {
        name: 'node cut off',
        gapMs: failoverMs,
        act: async () => {
          const { node } = await nodeOfMaster(cache);
          const old = nameOf(await cache.master());
          await node.cutOff();
          await failedOver(cache, old);
          await sleep(2000);
          await node.comeBack();
        },
      });
      expect(over).toBe(0);
    });
  },
);
