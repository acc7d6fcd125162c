// Nodes that run and are not as they should be.
import { setTimeout as sleep } from 'node:timers/promises';
import { passwords, type Scenario } from './scenario.ts';

export const stateScenarios: readonly Scenario[] = [
  {
    name: 'without-passwords',
    changes: { env: {} },
    async run(cluster) {
      await cluster.record('passwords-missing');
      for (const name of ['redis-1', 'redis-2', 'redis-3'])
        await cluster.ask(name, 'CONFIG', 'SET', 'min-replicas-to-write', '0');
      await cluster.record('min-replicas-0');
    },
  },
  {
    name: 'replicas-killed',
    async run(cluster) {
      await cluster.kill('redis-3');
      await cluster.until(300);
      await cluster.record('replica-dead-0.3s');
      await cluster.until(5000);
      await cluster.record('replica-dead-5s');
      await cluster.until(40_000);
      await cluster.record('replica-dead-40s');
      await cluster.kill('redis-2');
      await cluster.until(6000);
      await cluster.record('replicas-dead-2-of-2');
    },
  },
  {
    name: 'replica-frozen',
    async run(cluster) {
      await cluster.freeze('redis-2');
      await cluster.until(4000);
      await cluster.record('replica-frozen-4s');
    },
  },
  {
    name: 'sentinel-frozen',
    async run(cluster) {
      await cluster.freeze('sentinel-2');
      await cluster.until(4000);
      await cluster.record('sentinel-frozen-4s');
      await cluster.runtime.thaw(cluster.node('sentinel-2'));
      await cluster.until(5000);
      await cluster.record('sentinel-in-tilt');
    },
  },
  {
    name: 'disk-full',
    async run(cluster) {
      cluster.fillDisk('redis-1');
      await cluster.ask('redis-1', 'SET', 'a', 'b').catch(() => {});
      await cluster.until(1000);
      await cluster.record('master-disk-full');
    },
  },
  {
    name: 'save-fails',
    async run(cluster) {
      await cluster.ask('redis-1', 'CONFIG', 'SET', 'save', '900 1');
      cluster.fillDisk('redis-1');
      await cluster.ask('redis-1', 'BGSAVE').catch(() => {});
      await cluster.until(1500);
      await cluster.record('master-save-fails');
    },
  },
  {
    name: 'memory-full',
    async run(cluster) {
      await cluster.ask('redis-1', 'SET', 'large', 'x'.repeat(3_000_000));
      await cluster.ask('redis-1', 'CONFIG', 'SET', 'maxmemory', '3mb');
      await cluster.record('master-memory-full');
    },
  },
  {
    name: 'fenced',
    async run(cluster) {
      await cluster.ask('redis-1', 'CONFIG', 'SET', 'min-replicas-to-write', '99');
      await cluster.record('master-holds-writes');
    },
  },
  {
    name: 'two-masters',
    async run(cluster) {
      await cluster.ask('redis-3', 'REPLICAOF', 'NO', 'ONE');
      await cluster.record('two-masters');
    },
  },
  {
    name: 'chained-replica',
    async run(cluster) {
      const { host, port } = cluster.node('redis-2').at;
      await cluster.ask('redis-3', 'REPLICAOF', host, String(port));
      await sleep(1500);
      await cluster.record('replica-of-a-replica');
    },
  },
  {
    name: 'masterauth-wrong',
    async run(cluster) {
      await cluster.ask('redis-3', 'CONFIG', 'SET', 'masterauth', 'other');
      await cluster.ask('redis-1', 'CLIENT', 'KILL', 'TYPE', 'replica');
      cluster.fault();
      await cluster.until(4000);
      await cluster.record('replica-with-wrong-masterauth');
    },
  },
  {
    name: 'sentinel-misled',
    async run(cluster) {
      const { host, port } = cluster.node('redis-2').at;
      await cluster.ask('sentinel-3', 'SENTINEL', 'REMOVE', 'mymaster');
      await cluster.ask('sentinel-3', 'SENTINEL', 'MONITOR', 'mymaster', host, String(port), '2');
      await cluster.record('sentinel-names-another-master');
    },
  },
  {
    name: 'quorum-too-high',
    async run(cluster) {
      for (const name of ['sentinel-1', 'sentinel-2', 'sentinel-3'])
        await cluster.ask(name, 'SENTINEL', 'SET', 'mymaster', 'quorum', '5');
      await cluster.record('quorum-too-high');
    },
  },
  {
    name: 'timings-differ',
    async run(cluster) {
      await cluster.ask(
        'sentinel-1',
        'SENTINEL',
        'SET',
        'mymaster',
        'down-after-milliseconds',
        '30000',
      );
      await cluster.record('timings-differ');
    },
  },
  {
    name: 'no-replica',
    changes: { replicas: 0, env: passwords },
    startsHealthy: false,
    async run(cluster) {
      await cluster.record('no-replica');
    },
  },
];
