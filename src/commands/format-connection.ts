import type { ReadyCluster } from '../actions/sandbox/bring-cluster-up.ts';
import { shellWord } from './shell-word.ts';

/** How a client connects: ioredis with the recommended options, and the shell. Prints no password. */
export function formatConnection(cluster: Omit<ReadyCluster, 'folder' | 'topology'>): string {
  const { sentinels, masterName, passwordFile, sentinelPasswordFile } = cluster;
  const list = sentinels.map(({ host, port }) => `{ host: '${host}', port: ${port} }`);
  const secrets = [
    ...(passwordFile !== undefined ? ['password'] : []),
    ...(sentinelPasswordFile !== undefined ? ['sentinelPassword'] : []),
  ];
  const { host = '', port = '' } = sentinels[0] ?? {};
  const auth =
    sentinelPasswordFile === undefined
      ? ''
      : `REDISCLI_AUTH="$(cat ${shellWord(sentinelPasswordFile)})" `;
  return `Connect through the sentinels (other languages: docs/clients.md):

  const redis = new Redis({
    sentinels: [
      ${list.join(',\n      ')},
    ],
    name: '${masterName}',${secrets.length > 0 ? ` ${secrets.join(', ')},` : ''}
    failoverDetector: true, connectTimeout: 500, commandTimeout: 500, disconnectTimeout: 100,
    sentinelCommandTimeout: 300,
    retryStrategy: (attempt) => Math.min(10 * attempt, 50), sentinelRetryStrategy: () => 50,
    sentinelReconnectStrategy: () => 500, maxRetriesPerRequest: null,
    reconnectOnError: (error) => (/READONLY|LOADING|MASTERDOWN|NOREPLICAS/.test(error.message) ? 2 : false),
  });

  ${auth}redis-cli -h ${host} -p ${port} sentinel get-master-addr-by-name ${shellWord(masterName)}
  rancher-catalog ${cluster.statusCall.map(shellWord).join(' ')}`;
}
