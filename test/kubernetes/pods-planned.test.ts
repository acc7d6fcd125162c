import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { canRunPods } from '../support/kubernetes/kubelet/network.ts';
import { plannedGapMs, runDrill } from '../support/kubernetes/kubelet/pod-drill.ts';
import type { PodRelease } from '../support/kubernetes/kubelet/pod-release.ts';
import { deletePod, replaced } from '../support/kubernetes/kubelet/pod-steps.ts';
import { install, usePods } from '../support/kubernetes/kubelet/use-pods.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';

const cluster = usePods();
const chart = await generatedChart('redis-sentinel');

let release: PodRelease | undefined;

/** All drills of this file happen to one release. */
async function installed(): Promise<PodRelease> {
  release ??= await install(cluster, chart);
  return release;
}

const kubectl = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile('kubectl', args, { env: cluster.env }, (error, out, err) => {
      if (error === null) resolve(out + err);
      else reject(new Error(`kubectl ${args.join(' ')}: ${out}${err}`));
    });
  });

describe.skipIf(!canRunPods)(
  'clients that write meanwhile feel nothing, and lose nothing',
  { timeout: 600_000 },
  () => {
    it('when the pod of the master is deleted', async () => {
      const cache = await installed();
      const over = await runDrill(cluster.agent, cache, {
        name: 'master deleted',
        gapMs: plannedGapMs,
        act: async () => {
          const master = await cache.master();
          await deletePod(cache, master);
          await replaced(cache, master);
        },
      });
      expect(over).toBe(0);
    });

    it('when an upgrade replaces all pods', async () => {
      const cache = await installed();
      const before = new Set((await cache.all()).map(({ metadata }) => metadata.uid));
      const over = await runDrill(cluster.agent, cache, {
        name: 'upgrade',
        gapMs: plannedGapMs,
        act: async (run) => {
          const timezone = ['Europe/Berlin', 'Asia/Tokyo', 'UTC'][run] ?? 'UTC';
          await done(cache.namespace.helm(4).upgrade('cache', chart, { timezone }));
        },
      });
      expect(over).toBe(0);
      const after = (await cache.all()).map(({ metadata }) => metadata.uid);
      expect(after.filter((uid) => before.has(uid))).toEqual([]);
    });

    it('when one node after the other is drained', async () => {
      const cache = await installed();
      const over = await runDrill(cluster.agent, cache, {
        name: 'nodes drained',
        gapMs: plannedGapMs,
        act: async () => {
          for (const { name } of cluster.agent.nodes) {
            await kubectl('drain', name, '--ignore-daemonsets', '--timeout=90s');
            await kubectl('uncordon', name);
            await cache.whole();
          }
        },
      });
      expect(over).toBe(0);
    });
  },
);
