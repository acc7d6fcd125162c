import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import type { Passwords } from '../actions/sandbox/cluster-health.ts';

/** How a client connects: ioredis with the recommended options, and the command line. Names no password. */
export function connectionSnippet(
  sentinels: readonly Endpoint[],
  masterName: string,
  passwords: Passwords,
): string {
  const list = sentinels.map(({ host, port }) => `{ host: '${host}', port: ${port} }`);
  const secrets = [
    ...(passwords.password === undefined ? [] : ['password']),
    ...(passwords.sentinelPassword === undefined ? [] : ['sentinelPassword']),
  ];
  const [first] = sentinels;
  return `Connect through the sentinels (docs/clients.md has other languages):

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

  redis-cli -h ${first?.host ?? ''} -p ${first?.port ?? ''} sentinel get-master-addr-by-name ${masterName}
  rancher-catalog cluster status --sentinels ${first ? formatEndpoint(first) : ''}`;
}
