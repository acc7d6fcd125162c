import { describe, expect, it } from 'vitest';
import { helmMajors, type HelmMajor } from '../support/helm.ts';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { condition, isReady, nodesOf } from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');
const hard = { sentinels: 5, spread: { sentinels: 'hard' } };
const soft = { sentinels: 5, spread: { sentinels: 'soft' } };

/** How helm reports that it waited in vain. */
const inVain = {
  3: 'context deadline exceeded',
  4: 'status: InProgress, message: Ready: 3/5',
};

async function statusOf(namespace: Namespace, major: HelmMajor): Promise<string> {
  const { stdout } = await namespace.helm(major).run(['status', '--output=json', 'cache']);
  return (JSON.parse(stdout) as { readonly info: { readonly status: string } }).info.status;
}

const readySentinels = async (namespace: Namespace): Promise<number> =>
  (await namespace.pods('cache', 'sentinel')).filter(isReady).length;

describe.each(helmMajors)('five sentinels on three nodes, by helm %i', (major) => {
  it('fail if each must have a node of its own, and are there after an upgrade that lets them share', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    const run = await helm.install('cache', chart, hard, '8s');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('INSTALLATION FAILED');
    expect(run.stderr).toContain(inVain[major]);
    expect(await statusOf(namespace, major)).toBe('failed');
    const pods = await namespace.pods('cache', 'sentinel');
    const waiting = pods.filter((pod) => pod.status.phase === 'Pending');
    expect(waiting).toHaveLength(2);
    for (const pod of waiting)
      expect(condition(pod, 'PodScheduled')?.message).toContain(
        "didn't match pod anti-affinity rules",
      );

    await done(helm.upgrade('cache', chart, soft, '60s'));
    expect(await statusOf(namespace, major)).toBe('deployed');
    expect(await readySentinels(namespace)).toBe(5);
  });

  it('are deployed if they may share a node', async () => {
    const namespace = await cluster.namespace();
    await done(namespace.helm(major).install('cache', chart, soft, '60s'));
    expect(await readySentinels(namespace)).toBe(5);
    expect(new Set(nodesOf(await namespace.pods('cache', 'sentinel'))).size).toBe(3);
  });

  it('come to three that had a node each', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    await done(helm.install('cache', chart));
    await done(helm.upgrade('cache', chart, soft, '60s'));
    expect(await readySentinels(namespace)).toBe(5);
  });

  it('become three that have a node each', async () => {
    const namespace = await cluster.namespace();
    const helm = namespace.helm(major);
    await done(helm.install('cache', chart, soft));
    await done(helm.upgrade('cache', chart, {}, '60s'));
    expect(nodesOf(await namespace.pods('cache', 'sentinel'))).toEqual([
      'node-1',
      'node-2',
      'node-3',
    ]);
  });
});
