import type { Endpoint } from '../../../cluster/endpoint.ts';
import { askOnce, Connection, type ConnectionOptions } from '../../../redis/connection.ts';
import { replyText } from '../../../redis/fields.ts';
import type { Reply } from '../../../redis/resp.ts';
import { dataOptions, sentinelOptions, type LiveTarget } from '../../../redis/live-target.ts';

async function namedBy(target: LiveTarget, at: Endpoint): Promise<Endpoint | undefined> {
  const [named] = await askOnce(at, sentinelOptions(target, target.timeouts.askMs), [
    'SENTINEL',
    'GET-MASTER-ADDR-BY-NAME',
    target.masterName,
  ]);
  if (!Array.isArray(named)) return undefined;
  return { host: replyText(named[0]), port: Number(replyText(named[1])) };
}

/** Makes the options of a connection to a data node: from any address, or from one side of a cut. */
type OptionsOf = (target: LiveTarget, timeoutMs: number) => ConnectionOptions;

/** Connects to the master that the first answering sentinel reports; throws if none does. */
export async function connectToMaster(
  target: LiveTarget,
  optionsOf: OptionsOf = dataOptions,
): Promise<Connection> {
  const { connectMs, askMs } = target.timeouts;
  let last: unknown = new Error('no sentinel reports a master');
  for (const sentinel of target.sentinels) {
    let connection: Connection | undefined;
    try {
      const at = await namedBy(target, sentinel);
      if (!at) continue;
      connection = await Connection.open(at, { ...optionsOf(target, askMs), connectMs });
      const role = await connection.call('ROLE');
      if (Array.isArray(role) && role[0] === 'master') return connection;
      connection.close();
    } catch (error) {
      connection?.close();
      last = error;
    }
  }
  throw last;
}

/** A link to the current master. After any error, the next command asks the sentinels again. */
export class MasterLink {
  readonly #target: LiveTarget;
  readonly #optionsOf: OptionsOf;
  #connection: Connection | undefined;

  constructor(target: LiveTarget, optionsOf: OptionsOf = dataOptions) {
    this.#target = target;
    this.#optionsOf = optionsOf;
  }

  /** Sends one command with a timeout of `replyMs`. Throws like `connectToMaster` and `Connection`. */
  async call(replyMs: number, args: readonly string[]): Promise<void> {
    await this.callAll(replyMs, [args]);
  }

  /** Sends commands together on one connection. Throws if one of them fails. */
  async callAll(replyMs: number, commands: readonly (readonly string[])[]): Promise<Reply[]> {
    try {
      this.#connection ??= await connectToMaster(this.#target, this.#optionsOf);
      const connection = this.#connection;
      return await Promise.all(commands.map(async (args) => connection.callWithin(replyMs, args)));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }
}
