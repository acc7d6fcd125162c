// Failovers, at several moments, and what is left after them.
import type { Scenario } from './scenario.ts';

export const failoverScenarios: readonly Scenario[] = [
  {
    name: 'master-killed',
    async run(cluster) {
      await cluster.kill('redis-1');
      await cluster.record('master-dead-0s');
      await cluster.until(300);
      await cluster.record('master-dead-0.3s');
      await cluster.until(1000);
      await cluster.record('master-dead-1s');
      await cluster.until(1800);
      await cluster.record('master-dead-1.8s');
      await cluster.until(2250);
      await cluster.record('master-dead-2.2s');
      await cluster.untilWritable('redis-1');
      await cluster.record('master-replaced-0s');
      await cluster.until(5000);
      await cluster.record('master-replaced-2s');
      await cluster.until(20_000);
      await cluster.record('master-replaced-17s');
      await cluster.runtime.start(cluster.node('redis-1'));
      await cluster.healthy();
      await cluster.record('master-back-as-replica');
    },
  },
  {
    name: 'master-frozen',
    async run(cluster) {
      await cluster.freeze('redis-1');
      await cluster.until(500);
      await cluster.record('master-frozen-0.5s');
      await cluster.untilWritable('redis-1');
      await cluster.until(6000);
      await cluster.record('master-frozen-6s');
      await cluster.runtime.thaw(cluster.node('redis-1'));
      await cluster.record('master-thawed');
    },
  },
  {
    name: 'master-and-sentinel-killed',
    async run(cluster) {
      await cluster.kill('redis-1', 'sentinel-1');
      await cluster.until(1000);
      await cluster.record('master-and-sentinel-dead-1s');
      await cluster.untilWritable('redis-1');
      await cluster.until(6000);
      await cluster.record('master-and-sentinel-dead-6s');
    },
  },
  {
    name: 'master-and-replica-killed',
    async run(cluster) {
      await cluster.kill('redis-1', 'redis-3');
      await cluster.until(1000);
      await cluster.record('master-and-replica-dead-1s');
      await cluster.until(8000);
      await cluster.record('master-and-replica-dead-8s');
    },
  },
  {
    name: 'no-candidate',
    async run(cluster) {
      for (const name of ['redis-2', 'redis-3'])
        await cluster.ask(name, 'CONFIG', 'SET', 'replica-priority', '0');
      await cluster.kill('redis-1');
      await cluster.until(1000);
      await cluster.record('master-dead-no-candidate-1s');
      await cluster.until(6000);
      await cluster.record('master-dead-no-candidate-6s');
    },
  },
  {
    name: 'data-dead',
    async run(cluster) {
      await cluster.kill('redis-1', 'redis-2', 'redis-3');
      await cluster.until(500);
      await cluster.record('data-dead-0.5s');
      await cluster.until(8000);
      await cluster.record('data-dead-8s');
    },
  },
];
