// What keeps `cluster status` from looking: passwords, addresses, and nodes that are gone.
import { passwords, type Scenario } from './scenario.ts';

export const lookScenarios: readonly Scenario[] = [
  {
    name: 'look',
    async run(cluster) {
      const data = [cluster.node('redis-1').at];
      await cluster.record('healthy');
      await cluster.record('data-password-forgotten', { password: '' });
      await cluster.record('data-password-wrong', { password: 'wrong' });
      await cluster.record('sentinel-password-forgotten', { sentinelPassword: '' });
      await cluster.record('sentinel-password-wrong', { sentinelPassword: 'wrong' });
      await cluster.record('passwords-swapped', { password: 'sentinel', sentinelPassword: 'data' });
      await cluster.record('port-of-a-data-node', { sentinels: data, sentinelPassword: 'data' });
      await cluster.record('closed-port', {
        sentinels: cluster.nodes.map(({ at }) => ({ ...at, port: 9 })).slice(0, 3),
      });
      await cluster.record('name-unresolved', {
        sentinels: [{ host: 'no-such-name.invalid', port: 26_379 }],
      });
      await cluster.record('master-name-wrong', { masterName: 'other' });
      await cluster.record('tls-on-a-plain-port', { tls: true });
      await cluster.record('replicas-expected', { expected: { replicas: 4 } });
      await cluster.ask('redis-3', 'ACL', 'SETUSER', 'default', '-info');
      await cluster.record('replica-forbidden');
    },
  },
  {
    name: 'sentinels-dead',
    async run(cluster) {
      await cluster.kill('sentinel-3');
      await cluster.until(300);
      await cluster.record('sentinel-dead-0.3s');
      await cluster.until(4000);
      await cluster.record('sentinel-dead-4s');
      await cluster.kill('sentinel-2');
      await cluster.until(4000);
      await cluster.record('sentinels-dead-2-of-3');
      await cluster.kill('redis-1');
      await cluster.until(1000);
      await cluster.record('master-dead-without-majority-1s');
      await cluster.until(6000);
      await cluster.record('master-dead-without-majority-6s');
      await cluster.kill('sentinel-1');
      await cluster.record('sentinels-dead-3-of-3');
      await cluster.kill('redis-2', 'redis-3');
      await cluster.record('everything-dead');
    },
  },
  {
    name: 'five-sentinels',
    changes: { sentinels: 5, env: passwords },
    async run(cluster) {
      await cluster.kill('sentinel-4', 'sentinel-5');
      await cluster.until(4000);
      await cluster.record('sentinels-dead-2-of-5');
    },
  },
];
