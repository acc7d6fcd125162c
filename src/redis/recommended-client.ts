// Exported as `rancher-catalog/ioredis`: it imports nothing but ioredis.
import { Redis, type ChainableCommander, type RedisOptions } from 'ioredis';

/** How many replicas must have a write before it counts as written. */
export interface Confirmation {
  /** At least 1. @default 1 */
  readonly replicas?: number;
  /** How long the server waits for them, in ms; at least 1. @default 500 */
  readonly withinMs?: number;
}

/** The cluster that a client connects to. */
export interface ClientTarget {
  readonly sentinels: readonly { readonly host: string; readonly port: number }[];
  readonly masterName: string;
  readonly password?: string;
  readonly sentinelPassword?: string;
  /** What `confirmedWrite` waits for. @default 1 replica within 500 ms */
  readonly confirm?: Confirmation;
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
    // A demoted, loading or starting master replies with an error: reconnect and send the command again.
    reconnectOnError: (error: Error) =>
      /READONLY|LOADING|MASTERDOWN|NOREPLICAS/.test(error.message) ? 2 : false,
  } satisfies RedisOptions;
}

/**
 * Thrown by `confirmedWrite`. The write may survive or not: the master can have it, or have lost it with
 * its last moment. Repeat it if it can be repeated safely; otherwise read first what is there.
 */
export class UnconfirmedWriteError extends Error {
  /** The replicas that had the write in time; undefined if no answer to that question arrived. */
  readonly replicas: number | undefined;

  constructor(message: string, replicas?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'UnconfirmedWriteError';
    this.replicas = replicas;
  }
}

/** `WAIT 0` confirms nothing, and a timeout of 0 is none. */
function confirmationOf({ confirm = {} }: ClientTarget): Required<Confirmation> {
  const { replicas = 1, withinMs = 500 } = confirm;
  for (const [name, value] of Object.entries({ replicas, withinMs })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`confirm.${name} is ${value}, expected a whole number of at least 1`);
    }
  }
  return { replicas, withinMs };
}

/** Sends the commands and WAIT in one pipeline. See `RecommendedClient.confirmedWrite`. */
async function writeAndWait(
  redis: Redis,
  { replicas, withinMs }: Required<Confirmation>,
  add: (pipeline: ChainableCommander) => unknown,
): Promise<unknown[]> {
  const pipeline = redis.pipeline();
  add(pipeline);
  const replies = (await pipeline.wait(replicas, withinMs).exec()) ?? [];
  const errors = replies.flatMap(([error]) => (error === null ? [] : [error]));
  const refusal = errors.find(({ name }) => name === 'ReplyError');
  if (refusal) throw refusal;
  const [failure] = errors;
  if (failure) {
    throw new UnconfirmedWriteError(`no confirmation: ${failure.message}`, undefined, failure);
  }
  const confirmed = Number(replies.at(-1)?.[1]);
  if (confirmed >= replicas) return replies.slice(0, -1).map(([, reply]) => reply);
  const state = `${confirmed} of ${replicas} replicas confirmed the write within ${withinMs} ms`;
  throw new UnconfirmedWriteError(state, confirmed);
}

/**
 * The options of the connection that confirms. A refused command must not be sent again: alone, after its WAIT was
 * answered, it would count as confirmed. A pipeline that got no reply is sent again as a whole when the
 * connection is lost, and one that got some is rejected. (Without autoResendUnfulfilledCommands, ioredis 6.0 forgets
 * both, and they end with their timeout.)
 */
function confirmingOptions(target: ClientTarget) {
  const options = recommendedOptions(target);
  return {
    ...options,
    reconnectOnError: (error: Error) => options.reconnectOnError(error) === 2,
    commandTimeout: options.commandTimeout + confirmationOf(target).withinMs,
  } satisfies RedisOptions;
}

const reviveAfterMs = 20;

/**
 * A connection that never gives up. ioredis 6.0 stops reconnecting if its failover detector is notified
 * of a new master while it looks for one itself (`connecting` is cleared during
 * SentinelConnector.connect, which then throws). It is then connected again. `close` ends it.
 * It also disconnects once per refused command, which adds a listener to each of its sockets each time: from eleven
 * commands on, Node would report a possible leak. Once per socket is enough.
 */
function keepConnected(redis: Redis): { readonly redis: Redis; close(): void } {
  let isClosed = false;
  const disconnect = redis.disconnect.bind(redis);
  let ending: unknown;
  redis.disconnect = (reconnect = false) => {
    if (reconnect && ending !== undefined && redis.stream === ending) return;
    ending = redis.stream;
    disconnect(reconnect);
  };
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

export interface RecommendedClient {
  readonly redis: Redis;
  /**
   * Runs the commands that `add` adds to a pipeline, and resolves to their replies when as many replicas
   * as `confirm` demands have them. It uses a connection of its own, opened by the first call. All commands
   * may be executed twice if the connection is lost before the first reply.
   * Throws the server's error if it refused a command (the others may have been executed), and an
   * UnconfirmedWriteError if the write may be lost.
   */
  readonly confirmedWrite: (add: (pipeline: ChainableCommander) => unknown) => Promise<unknown[]>;
  readonly close: () => void;
}

/** A client with the recommended options that never gives up, until `close`. Throws if `confirm` is wrong. */
export function recommendedClient(target: ClientTarget): RecommendedClient {
  const confirmation = confirmationOf(target);
  const plain = keepConnected(new Redis(recommendedOptions(target)));
  let confirming: ReturnType<typeof keepConnected> | undefined;
  let isClosed = false;
  return {
    redis: plain.redis,
    async confirmedWrite(add) {
      if (isClosed) throw new Error('the client is closed');
      if (!confirming) {
        confirming = keepConnected(new Redis(confirmingOptions(target)));
        // Each write reports its error.
        confirming.redis.on('error', () => {});
      }
      return writeAndWait(confirming.redis, confirmation, add);
    },
    close() {
      isClosed = true;
      confirming?.close();
      plain.close();
    },
  };
}
