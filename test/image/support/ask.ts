import type { Endpoint } from '../../../src/cluster/endpoint.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import { ReplyError, type Reply } from '../../../src/redis/resp.ts';

/** The address of a server, and its password. */
export interface Server {
  readonly at: Endpoint;
  readonly password: string | undefined;
}

const withinMs = 500;

/** Sends one command. Returns undefined if it fails. */
export async function ask(
  { at, password }: Server,
  ...words: readonly string[]
): Promise<Reply | undefined> {
  const options = { connectMs: withinMs, replyMs: withinMs };
  try {
    const [reply] = await askOnce(
      at,
      password === undefined ? options : { ...options, password },
      words,
    );
    return reply instanceof ReplyError ? undefined : reply;
  } catch {
    return undefined;
  }
}
