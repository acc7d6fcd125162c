import type { ReadyCluster } from '../actions/sandbox/bring-cluster-up.ts';

/** How a client connects: ioredis with the recommended options, and the shell. Prints no password. */
export function formatConnection(cluster: ReadyCluster): string {
  const { sentinels, masterName, hasPassword, hasSentinelPassword } = cluster;
  const list = sentinels.map(({ host, port }) => `{ host: '${host}', port: ${port} }`);
  const secrets = [
    ...(hasPassword ? ['password'] : []),
    ...(hasSentinelPassword ? ['sentinelPassword'] : []),
  ];
  const { host = '', port = '' } = sentinels[0] ?? {};
  return `Connect through the sentinels (other languages: docs/clients.md):

  const redis = new Redis({
    sentinels: [
      ${list.join(',\n      ')},
    ],
    name: '${masterName}',${secrets.length > 0 ? ` ${secrets.join(', ')},` : ''}
    failoverDetector: true, connectTimeout: 500, commandTimeout: 500, sentinelCommandTimeout: 300,
    retryStrategy: (attempt) => Math.min(10 * attempt, 50), sentinelRetryStrategy: () => 50,
    sentinelReconnectStrategy: () => 500, maxRetriesPerRequest: null,
    reconnectOnError: (error) => (/READONLY|LOADING/.test(error.message) ? 2 : false),
  });

  redis-cli -h ${host} -p ${port} sentinel get-master-addr-by-name ${masterName}
  rancher-catalog cluster status --sentinels ${host}:${port}`;
}
