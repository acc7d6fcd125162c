import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { useCluster, type Namespace } from '../support/kubernetes/cluster.ts';
import { isReady, nodesOf } from '../support/kubernetes/objects.ts';
import { done } from '../support/kubernetes/rancher-helm.ts';
import { generatedChart } from '../support/kubernetes/generated-chart.ts';
import { until } from '../support/kubernetes/until.ts';

const cluster = useCluster();
const chart = await generatedChart('redis-sentinel');

/** Runs kubectl; answers with its output, after `failed: ` if it did not succeed. */
const kubectl = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile('kubectl', args, { env: cluster.env }, (error, out, err) => {
      resolve(`${error === null ? '' : 'failed: '}${out}${err}`);
    });
  });

const drain = (node: string, seconds: number): Promise<string> =>
  kubectl('drain', node, '--ignore-daemonsets', `--timeout=${seconds}s`);

const sentinelNodes = async (namespace: Namespace) =>
  nodesOf((await namespace.pods('cache', 'sentinel')).filter(isReady));

it('lets nodes be drained one after the other, and no second one while a sentinel has no place', async () => {
  const namespace = await cluster.namespace();
  await done(namespace.helm(4).install('cache', chart));
  try {
    const first = await drain('node-1', 30);
    expect(first).not.toMatch(/^failed/);
    // Redis has moved; the sentinel must have a node of its own.
    await until('all Redis nodes are Ready', async () => {
      const nodes = nodesOf((await namespace.pods('cache', 'redis')).filter(isReady));
      return nodes.length === 3 && !nodes.includes('node-1');
    });
    expect(await sentinelNodes(namespace)).toEqual(['node-2', 'node-3']);

    const second = await drain('node-2', 6);
    expect(second).toMatch(/^failed/);
    expect(second).toContain("Cannot evict pod as it would violate the pod's disruption budget");
    expect(await sentinelNodes(namespace)).toEqual(['node-2', 'node-3']);

    await kubectl('uncordon', 'node-1');
    const again = await drain('node-2', 60);
    expect(again).not.toMatch(/^failed/);
    await kubectl('uncordon', 'node-2');
    await until('a sentinel is Ready on each node', async () => {
      return (await sentinelNodes(namespace)).length === 3;
    });
  } finally {
    await kubectl('uncordon', 'node-1', 'node-2');
  }
});
