import type { Endpoint } from '../../../cluster/endpoint.ts';
import { Connection } from '../../../redis/connection.ts';
import { recommendedClient, type RecommendedClient } from '../../../redis/recommended-client.ts';
import { ReplyError } from '../../../redis/resp.ts';
import { sideOptions, type LiveTarget } from '../../../redis/live-target.ts';
import { MasterLink } from './master-link.ts';
import { quietIoredis } from '../../../redis/quiet-ioredis.ts';
import type { WriteStrategy } from './writer.ts';

/** Uses the protocol directly, and asks the sentinels again after any error. Measures the true gap. */
export function probeStrategy(target: LiveTarget): WriteStrategy {
  const link = new MasterLink(target);
  const { writeMs } = target.timeouts;
  return {
    write: async (key, number) => link.call(writeMs, ['SADD', key, String(number)]),
    close: () => link.close(),
  };
}

/** Same as the probe, from the master's side of a cut. */
export function sideStrategy(target: LiveTarget): WriteStrategy {
  const link = new MasterLink(target, sideOptions);
  const { writeMs } = target.timeouts;
  return {
    write: async (key, number) => link.call(writeMs, ['SADD', key, String(number)]),
    close: () => link.close(),
  };
}

/** How long a careful client waits for a replica, in ms; shorter than its timeout of a reply. */
const confirmMs = 300;

/**
 * Asks for a replica's confirmation after each write, on the same connection. A write that no replica
 * confirmed in time is not acknowledged, although the master may have it.
 */
export function carefulStrategy(target: LiveTarget, isOnSide = false): WriteStrategy {
  const link = isOnSide ? new MasterLink(target, sideOptions) : new MasterLink(target);
  const { writeMs } = target.timeouts;
  return {
    async write(key, number) {
      const [, confirmed] = await link.callAll(writeMs, [
        ['SADD', key, String(number)],
        ['WAIT', '1', String(confirmMs)],
      ]);
      if (Number(confirmed) < 1) throw new Error('no replica confirmed the write');
    },
    close: () => link.close(),
  };
}

/** Uses one address and ignores the sentinels, like a client without Sentinel. */
export function stickyStrategy(target: LiveTarget, at: () => Endpoint | undefined): WriteStrategy {
  let connection: Connection | undefined;
  const { writeMs } = target.timeouts;
  const close = () => {
    connection?.close();
    connection = undefined;
  };
  return {
    async write(key, number) {
      const place = at();
      if (!place) throw new Error('no address yet');
      try {
        connection ??= await Connection.open(place, sideOptions(target, writeMs));
        await connection.callWithin(1000, ['SADD', key, String(number)]);
      } catch (error) {
        // It stays connected if the server only rejects the write.
        if (!(error instanceof ReplyError)) close();
        throw error;
      }
    },
    close,
  };
}

/** A client of the exported recipe. Its errors are those of its writes; its reconnection is measured. */
function recipeClient(target: LiveTarget): RecommendedClient {
  quietIoredis();
  const { masterName, password, sentinelPassword, sentinelName } = target;
  const sentinels = target.sentinels.map(({ host, port }) => ({
    host: sentinelName ?? host,
    port,
  }));
  const client = recommendedClient({
    sentinels,
    masterName,
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    confirm: { withinMs: confirmMs },
  });
  client.redis.on('error', () => {});
  return client;
}

/** ioredis with the options that docs/clients.md recommends. */
export function ioredisStrategy(target: LiveTarget): WriteStrategy {
  const client = recipeClient(target);
  return {
    async write(key, number) {
      await client.redis.sadd(key, number);
    },
    close: () => client.close(),
  };
}

/** Same as `carefulStrategy`, with `confirmedWrite` of the exported recipe. */
export function confirmingStrategy(target: LiveTarget): WriteStrategy {
  let client: RecommendedClient | undefined;
  let connectedTo = '';
  return {
    async write(key, number) {
      const wanted = JSON.stringify(target.sentinels);
      // ioredis keeps the addresses that it was created with.
      if (client === undefined || wanted !== connectedTo) {
        client?.close();
        client = recipeClient(target);
        connectedTo = wanted;
      }
      await client.confirmedWrite((pipeline) => pipeline.sadd(key, number));
    },
    close: () => client?.close(),
  };
}
