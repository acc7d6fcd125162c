import { Cluster, type ClusterOptions } from 'ioredis';
import type { Endpoint } from '../cluster/endpoint.ts';

/**
 * The options of ioredis that follow the failover of a shard as fast as its nodes report it, and do not hang on a
 * frozen master. Times in milliseconds. `cluster up` prints them.
 */
export function clusterClientOptions(password: string | undefined) {
  return {
    clusterRetryStrategy: (attempt: number) => Math.min(10 * attempt, 50),
    retryDelayOnFailover: 50,
    retryDelayOnClusterDown: 50,
    maxRedirections: 200,
    slotsRefreshTimeout: 500,
    // A master that is cut off keeps its connections: only a refresh shows that another one has its slots.
    slotsRefreshInterval: 1000,
    redisOptions: {
      connectTimeout: 500,
      commandTimeout: 500,
      ...(password === undefined ? {} : { password }),
    },
  } satisfies ClusterOptions;
}

/** A client of a Redis Cluster that finds its nodes by any of these. */
export function clusterClient(nodes: readonly Endpoint[], password: string | undefined): Cluster {
  const client = new Cluster(
    nodes.map(({ host, port }) => ({ host, port })),
    clusterClientOptions(password),
  );
  // Each write reports its own error.
  client.on('error', () => {});
  return client;
}

/**
 * Ends a client. If ioredis reads the slots at this moment, it sets the timer of the next refresh afterwards, which keeps
 * the process alive: a second call, after that, clears it.
 */
export function closeClusterClient(client: Cluster): void {
  client.disconnect();
  client.refreshSlotsCache(() => client.disconnect());
}
