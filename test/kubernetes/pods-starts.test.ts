import { describe, expect, it } from 'vitest';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { canRunPods } from '../support/kubernetes/kubelet/network.ts';
import { withLogs } from '../support/kubernetes/kubelet/pod-drill.ts';
import {
  keepResult,
  printRun,
  type PodBounds,
  type PodRun,
} from '../support/kubernetes/kubelet/pod-figures.ts';
import { nameOf, PodRelease, wholeWithinMs } from '../support/kubernetes/kubelet/pod-release.ts';
import { replacePod, scale, stopped } from '../support/kubernetes/kubelet/pod-steps.ts';
import { install, usePods } from '../support/kubernetes/kubelet/use-pods.ts';
import type { RunPod } from '../support/kubernetes/kubelet/pod-spec.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';

const cluster = usePods();
const chart = await generatedChart('redis-sentinel');

/** How long a name server answers that a name does not exist: the longest that clusters have. */
const negativeCacheMs = 30_000;
const cachedStartMs = negativeCacheMs + 60_000;

const isSentinel = ({ metadata }: RunPod) => metadata.name.includes('-sentinel-sentinel-');

function keepStart(name: string, title: string, bounds: PodBounds, run: PodRun): void {
  printRun(name, run);
  keepResult({ group: 'starts', name, title, bounds, runs: [run] });
}

/** Writes, stops all pods, and starts them again after `meanwhile`. Returns how many writes are lost, and how long it took. */
async function startedAgain(release: PodRelease, meanwhile: (master: string) => Promise<void>) {
  const load = release.load();
  try {
    await load.probe.steady();
    await load.probe.stop();
    const before = await release.all();
    const master = nameOf(await release.master());
    await scale(release, 0, 0);
    await stopped(release);
    await meanwhile(master);
    const begun = performance.now();
    await scale(release, 3, 3);
    const next = await release.whole();
    const startedMs = performance.now() - begun;
    const addresses = new Set(before.map(({ status }) => status.podIP));
    expect((await release.all()).filter(({ status }) => addresses.has(status.podIP))).toEqual([]);
    const { writes, lost } = await load.stop(release.at(next));
    return { writes, lost, startedMs };
  } finally {
    cluster.agent.volumes.delayMs = () => 0;
    await load.end();
  }
}

describe.skipIf(!canRunPods)('pods that start', { timeout: 600_000 }, () => {
  it('keep all data when all start again with new addresses, and volumes are slow', async () => {
    const release = await install(cluster, chart);
    await withLogs(cluster.agent, 'all restarted', async () => {
      await release.whole();
      const figures = await startedAgain(release, async (master) => {
        cluster.agent.volumes.delayMs = (pod) => {
          if (isSentinel(pod)) return 8000;
          return pod.metadata.name === master ? 12_000 : 1000;
        };
      });
      const title = 'all pods start again with new addresses, and their volumes are slow';
      keepStart('all restarted', title, { startedMs: wholeWithinMs }, figures);
      expect(figures.lost).toBe(0);
    });
  });

  it.each([
    ['was the last master', true],
    ['was not the last master', false],
  ])(
    'keep all data when the pod that is master on a first start has lost its volume, and %s',
    async (which, wasMaster) => {
      const release = await install(cluster, chart);
      await withLogs(cluster.agent, 'volume lost', async () => {
        const first = `${release.sets.redis}-0`;
        const old = await release.whole();
        if ((nameOf(old) === first) !== wasMaster) await replacePod(release, old);
        expect(nameOf(await release.whole()) === first).toBe(wasMaster);
        const figures = await startedAgain(release, async () => {
          cluster.agent.volumes.lose(await release.claim(first));
          cluster.agent.volumes.delayMs = (pod) => {
            if (isSentinel(pod)) return 10_000;
            return pod.metadata.name === first ? 0 : 4000;
          };
        });
        const name = `volume lost, of ${wasMaster ? 'the last master' : 'another pod'}`;
        const title = `all pods start again; the one that is master on a first start has lost its volume, and ${which}`;
        keepStart(name, title, { startedMs: wholeWithinMs }, figures);
        expect(figures.lost).toBe(0);
      });
    },
  );

  it('find each other although the name server has stored that their names do not exist', async () => {
    const { names } = cluster.agent;
    const before = names.caching;
    names.caching = { ...before, missingMs: negativeCacheMs };
    try {
      const namespace = await cluster.namespace();
      for (const service of ['cache-redis-sentinel', 'cache-redis-sentinel-sentinel'])
        expect(names.get(`${service}.${namespace.name}.svc.cluster.local`)).toEqual([]);
      const begun = performance.now();
      await withLogs(cluster.agent, 'cached absence', async () => {
        await done(namespace.helm(4).install('cache', chart));
        const release = await PodRelease.of(cluster.agent, namespace, 'cache');
        await release.whole();
        const startedMs = performance.now() - begun;
        const title = 'pods start, and the name server has stored that their names do not exist';
        keepStart('cached absence', title, { startedMs: cachedStartMs }, { startedMs });
        const pods = (await release.all()) as readonly RestartedPod[];
        const restarts = pods.flatMap((pod) => pod.status.containerStatuses ?? []);
        expect(restarts.map(({ restartCount }) => restartCount)).toEqual([0, 0, 0, 0, 0, 0]);
        expect(startedMs).toBeLessThan(cachedStartMs);
      });
    } finally {
      names.caching = before;
    }
  });

  it('stay apart from another release that gets their addresses at once', async () => {
    const one = await install(cluster, chart);
    const other = await install(cluster, chart);
    await withLogs(cluster.agent, 'address reused', async () => {
      await one.whole();
      await other.whole();
      const loads = [one.load(), other.load()];
      try {
        for (const load of loads) await load.probe.steady();
        for (const component of ['redis', 'sentinel'] as const) {
          const master = nameOf(await one.master());
          const left = (await one.pods(component)).find((pod) => nameOf(pod) !== master);
          const taker = (await other.pods(component)).at(-1);
          if (left === undefined || taker === undefined) throw new Error('no pods');
          const address = left.status.podIP ?? '';
          const { namespace, name } = taker.metadata;
          cluster.agent.network.reuse(address, `${namespace}/${name}`);
          await Promise.all([replacePod(one, left), replacePod(other, taker)]);
          await one.whole();
          await other.whole();
          const now = (await other.pods(component)).find((pod) => nameOf(pod) === name);
          expect(now?.status.podIP).toBe(address);
        }
        for (const [index, release] of [one, other].entries()) {
          const figures = await loads[index]?.stop(release.at(await release.master()));
          if (figures === undefined) throw new Error('no load');
          const name = `address reused, ${index === 0 ? 'its former' : 'its new'} release`;
          const title = 'a pod gets the address of a pod of another release at once';
          keepStart(name, title, {}, figures);
          expect(figures.lost).toBe(0);
        }
      } finally {
        for (const load of loads) await load.end();
      }
    });
  });
});

interface RestartedPod {
  readonly status: {
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}
