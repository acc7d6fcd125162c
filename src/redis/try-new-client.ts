import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { recommendedOptions } from './recommended-client.ts';
import type { LiveTarget } from './live-target.ts';

/**
 * Connects a new client that does not retry. Returns its error message, or undefined if it connected.
 * Waiting for twice `withinMs` is an error as well.
 */
export async function tryNewClient(
  target: LiveTarget,
  withinMs: number,
): Promise<string | undefined> {
  const { sentinels, masterName, password, sentinelPassword } = target;
  const redis = new Redis({
    ...recommendedOptions({
      sentinels,
      masterName,
      ...(password === undefined ? {} : { password }),
      ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    }),
    lazyConnect: true,
    sentinelRetryStrategy: () => null,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    const connected = redis.connect().then(() => undefined);
    return await Promise.race([connected, sleep(2 * withinMs, 'it hangs')]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    redis.disconnect();
  }
}
