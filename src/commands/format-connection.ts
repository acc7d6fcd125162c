import type { ReadySentinels, ReadyShards } from '../actions/sandbox/bring-cluster-up.ts';
import { shellWord } from '../model/shell-word.ts';

const placesOf = (places: readonly { readonly host: string; readonly port: number }[]) =>
  places.map(({ host, port }) => `{ host: '${host}', port: ${port} }`);

const authOf = (file: string | undefined) =>
  file === undefined ? '' : `REDISCLI_AUTH="$(cat ${shellWord(file)})" `;

type Connectable<Ready> = Omit<Ready, 'folder' | 'topology'>;

function shardConnection({ nodes, passwordFile, statusCall }: Connectable<ReadyShards>): string {
  const { host = '', port = '' } = nodes[0] ?? {};
  return `Connect through any node (other languages: docs/clients.md):

  const redis = new Cluster([
    ${placesOf(nodes.slice(0, 3)).join(',\n    ')},
  ], {
    clusterRetryStrategy: (attempt) => Math.min(10 * attempt, 50), retryDelayOnFailover: 50,
    retryDelayOnClusterDown: 50, maxRedirections: 200, slotsRefreshTimeout: 500, slotsRefreshInterval: 1000,
    redisOptions: { connectTimeout: 500, commandTimeout: 500${passwordFile === undefined ? '' : ', password'} },
  });

  ${authOf(passwordFile)}redis-cli -c -h ${host} -p ${port} cluster nodes
  rancher-catalog ${statusCall.map(shellWord).join(' ')}`;
}

/** How a client connects: ioredis with the recommended options, and the shell. Prints no password. */
export const formatConnection = (cluster: Connectable<ReadySentinels> | Connectable<ReadyShards>) =>
  cluster.kind === 'cluster' ? shardConnection(cluster) : sentinelConnection(cluster);

function sentinelConnection(cluster: Connectable<ReadySentinels>): string {
  const { sentinels, masterName, passwordFile, sentinelPasswordFile } = cluster;
  const list = placesOf(sentinels);
  const secrets = [
    ...(passwordFile !== undefined ? ['password'] : []),
    ...(sentinelPasswordFile !== undefined ? ['sentinelPassword'] : []),
  ];
  const { host = '', port = '' } = sentinels[0] ?? {};
  const auth = authOf(sentinelPasswordFile);
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
