import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { retry, type RetryClock } from '../../../cluster/drills/retry.ts';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { RigReply } from '../../../cluster/drills/rig.ts';
import { Connection } from '../../../redis/connection.ts';
import { listOf, replyText } from '../../../redis/fields.ts';
import type { Reply } from '../../../redis/resp.ts';
import { dataOptions, type LiveTarget } from '../../../redis/live-target.ts';
import { connectToMaster, MasterLink } from './master-link.ts';

const mebibyte = 1024 * 1024;
/** Timeout of one command. */
const commandMs = 10_000;
// A master with a slow disk, or a machine short of cores, can reject or delay a command for a moment.
const patience = { withinMs: 10_000, pauseMs: 200 };
/** For one key: longer than a full copy to replicas that fell behind. */
const fillPatience = { withinMs: 30_000, pauseMs: 200 };
const clock: RetryClock = { now: () => performance.now(), sleep };

/** Converts a reply: numbers and errors become text. */
export function replyOf(reply: Reply | undefined): RigReply {
  return Array.isArray(reply) ? (reply as readonly Reply[]).map(replyOf) : replyText(reply);
}

/** How many numbers one command asks for: a list of a whole set would block server and client. */
const perCommand = 1000;

/** The numbers that are missing in a node's set. */
export async function missingNumbers(
  at: Endpoint,
  target: LiveTarget,
  key: string,
  numbers: readonly number[],
  { isReplica = false }: { readonly isReplica?: boolean } = {},
): Promise<number[]> {
  return retry(clock, patience, async () => {
    const connection = await Connection.open(at, dataOptions(target, commandMs));
    try {
      // Otherwise a replica of a Redis Cluster redirects reads to its master.
      if (isReplica) await connection.call('READONLY');
      const missing: number[] = [];
      for (let from = 0; from < numbers.length; from += perCommand) {
        const some = numbers.slice(from, from + perCommand);
        const has = listOf(await connection.call('SMISMEMBER', key, ...some.map(String)));
        missing.push(...some.filter((_, index) => has[index] !== 1));
      }
      return missing;
    } finally {
      connection.close();
    }
  });
}

/** Writes keys of one MiB each, with values that do not compress. */
export async function fillMaster(target: LiveTarget, mebibytes: number): Promise<void> {
  const link = new MasterLink(target);
  try {
    for (let index = 0; index < mebibytes; index += 1) {
      const value = randomBytes((mebibyte * 3) / 4).toString('base64');
      const args = ['SET', `drill:fill:${index}`, value];
      await retry(clock, fillPatience, async () => link.call(commandMs, args));
    }
    // Waits until both replicas have these writes, 5 s at most.
    await link.call(commandMs, ['WAIT', '2', '5000']);
  } finally {
    link.close();
  }
}

/** Removes the keys of a drill's clients: the sets of its writers, and the key of its watch. */
export async function removeKeys(target: LiveTarget, prefix: string): Promise<void> {
  const connection = await connectToMaster(target);
  try {
    const keys = ['probe', 'ioredis', 'sticky', 'took'].map((name) => prefix + name);
    await connection.callWithin(commandMs, ['UNLINK', ...keys]);
  } finally {
    connection.close();
  }
}
