import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { RigReply } from '../../../cluster/drills/rig.ts';
import { Connection } from '../../../redis/connection.ts';
import { listOf, replyText } from '../../../redis/fields.ts';
import type { Reply } from '../../../redis/resp.ts';
import { dataOptions, type LiveTarget } from '../../../redis/live-target.ts';
import { connectToMaster, MasterLink } from './master-link.ts';

const mebibyte = 1024 * 1024;
const patienceMs = 10_000;
/** For one key; more than the longest time in which replicas that fell behind copy all anew. */
const fillPatienceMs = 30_000;
const betweenTriesMs = 200;

/** A reply with every number and error in it as text. */
export function replyOf(reply: Reply | undefined): RigReply {
  return Array.isArray(reply) ? (reply as readonly Reply[]).map(replyOf) : replyText(reply);
}

/**
 * Tries until `withinMs` have gone by; then throws the last error. A master that cannot keep up with
 * its disk, or a machine short of cores, refuses or is late for a moment.
 */
async function persist<T>(withinMs: number, act: () => Promise<T>): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(betweenTriesMs);
    }
  }
}

/** Of these numbers, those that a node's set lacks. */
export async function missingNumbers(
  at: Endpoint,
  target: LiveTarget,
  key: string,
  numbers: readonly number[],
): Promise<number[]> {
  return persist(patienceMs, async () => {
    const connection = await Connection.open(at, dataOptions(target, patienceMs));
    try {
      const members = new Set(listOf(await connection.call('SMEMBERS', key)).map(replyText));
      return numbers.filter((number) => !members.has(String(number)));
    } finally {
      connection.close();
    }
  });
}

/** Writes so many keys of one MiB each, that no compression makes smaller. */
export async function fillMaster(target: LiveTarget, mebibytes: number): Promise<void> {
  const link = new MasterLink(target);
  try {
    for (let index = 0; index < mebibytes; index += 1) {
      const value = randomBytes((mebibyte * 3) / 4).toString('base64');
      const words = ['SET', `drill:fill:${index}`, value];
      await persist(fillPatienceMs, async () => link.call(patienceMs, words));
    }
    // Of this line's writes: acknowledged by both replicas, or as many as there are after five seconds.
    await link.call(patienceMs, ['WAIT', '2', '5000']);
  } finally {
    link.close();
  }
}

/** Removes what a drill's clients wrote: the sets of its writers, and the key of its watch. */
export async function removeKeys(target: LiveTarget, prefix: string): Promise<void> {
  const connection = await connectToMaster(target);
  try {
    const keys = ['probe', 'ioredis', 'sticky', 'took'].map((name) => prefix + name);
    await connection.callWithin(patienceMs, ['UNLINK', ...keys]);
  } finally {
    connection.close();
  }
}
