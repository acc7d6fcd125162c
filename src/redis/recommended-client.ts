// Exported as `rancher-catalog/ioredis`: it imports nothing but ioredis.
import { Redis, type RedisOptions } from 'ioredis';

/** The cluster that a client connects to. */
export interface ClientTarget {
  readonly sentinels: readonly { readonly host: string; readonly port: number }[];
  readonly masterName: string;
  readonly password?: string;
  readonly sentinelPassword?: string;
}

/**
 * The ioredis options that follow a failover as fast as the protocol allows, and do not hang on a
 * frozen master (the defaults of ioredis wait for minutes). Times in milliseconds.
 */
export function recommendedOptions(target: ClientTarget) {
  const { sentinels, masterName, password, sentinelPassword } = target;
  return {
    sentinels: sentinels.map(({ host, port }) => ({ host, port })),
    name: masterName,
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    // Disconnects from a master as soon as the sentinels report another one.
    failoverDetector: true,
    // A frozen process still accepts connections: without timeouts, each of these waits forever.
    connectTimeout: 500,
    commandTimeout: 500,
    // A frozen server never closes its half of a connection; the default waits two seconds for that.
    disconnectTimeout: 100,
    sentinelCommandTimeout: 300,
    retryStrategy: (attempt: number) => Math.min(10 * attempt, 50),
    sentinelRetryStrategy: () => 50,
    sentinelReconnectStrategy: () => 500,
    maxRetriesPerRequest: null,
    // A demoted or loading master replies with an error: reconnect and send the command again.
    reconnectOnError: (error: Error) => (/READONLY|LOADING/.test(error.message) ? 2 : false),
  } satisfies RedisOptions;
}

const reviveAfterMs = 20;

/**
 * A client with these options that never gives up. ioredis 6.0 stops reconnecting if its failover
 * detector is notified of a new master while it looks for one itself (`connecting` is cleared during
 * SentinelConnector.connect, which then throws). It is then connected again. `close` ends it.
 */
export function recommendedClient(target: ClientTarget): { redis: Redis; close(): void } {
  const redis = new Redis(recommendedOptions(target));
  let isClosed = false;
  redis.on('end', () => {
    if (isClosed) return;
    setTimeout(() => {
      if (!isClosed && redis.status === 'end') redis.connect().catch(() => {});
    }, reviveAfterMs);
  });
  return {
    redis,
    close() {
      isClosed = true;
      redis.disconnect();
    },
  };
}
