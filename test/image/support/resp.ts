// The bare protocol: one request, one reply, a time limit on each. Nothing that a client library
// might retry, so that what the writer counts is what the server said.
import net from 'node:net';

export type Reply = string | number | null | readonly Reply[];

export class ReplyError extends Error {}

type Parsed = { readonly value: Reply | ReplyError; readonly next: number };

const lineEnd = (data: Buffer, from: number): number => data.indexOf('\r\n', from);

function parseArray(data: Buffer, from: number, count: number): Parsed | undefined {
  const items: Reply[] = [];
  let next = from;
  for (let i = 0; i < count; i += 1) {
    const item = parse(data, next);
    if (item === undefined) return undefined;
    items.push(item.value instanceof ReplyError ? item.value.message : item.value);
    next = item.next;
  }
  return { value: items, next };
}

function parse(data: Buffer, from: number): Parsed | undefined {
  const end = lineEnd(data, from);
  if (end < 0) return undefined;
  const kind = String.fromCodePoint(data[from] ?? 0);
  const text = data.toString('utf8', from + 1, end);
  const next = end + 2;
  if (kind === '+') return { value: text, next };
  if (kind === '-') return { value: new ReplyError(text), next };
  if (kind === ':') return { value: Number(text), next };
  const size = Number(text);
  if (size < 0) return { value: null, next };
  if (kind === '*') return parseArray(data, next, size);
  if (data.length < next + size + 2) return undefined;
  return { value: data.toString('utf8', next, next + size), next: next + size + 2 };
}

type Waiting = { resolve(reply: Reply): void; reject(error: Error): void };

export class Connection {
  readonly #socket: net.Socket;
  #data = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => this.#end('socket error'));
    socket.on('close', () => this.#end('closed'));
  }

  static async open(
    address: string,
    port: number,
    password = '',
    timeoutMs = 300,
  ): Promise<Connection> {
    const socket = net.connect(port, address);
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => {
        socket.destroy();
        reject(new Error(`${address}:${port} ${why}`));
      };
      const timer = setTimeout(() => fail('does not connect'), timeoutMs);
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve();
      });
      socket.once('error', (error) => {
        clearTimeout(timer);
        fail(error.message);
      });
    });
    const connection = new Connection(socket);
    if (password !== '') await connection.call(['AUTH', password], timeoutMs);
    return connection;
  }

  async call(words: readonly string[], timeoutMs = 300): Promise<Reply> {
    const body = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');
    return new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => this.#end('no reply in time'), timeoutMs);
      this.#waiting = {
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      if (this.#socket.destroyed) this.#end('closed');
      else this.#socket.write(`*${words.length}\r\n${body}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#data = Buffer.concat([this.#data, chunk]);
    const parsed = parse(this.#data, 0);
    if (parsed === undefined) return;
    this.#data = this.#data.subarray(parsed.next);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (parsed.value instanceof ReplyError) waiting?.reject(parsed.value);
    else waiting?.resolve(parsed.value);
  }

  #end(why: string): void {
    this.#socket.destroy();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(new Error(why));
  }
}

/** One request on a connection of its own; undefined when it fails. */
export async function once(
  at: { readonly address: string; readonly port: number; readonly password?: string },
  words: readonly string[],
  timeoutMs = 500,
): Promise<Reply | undefined> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.open(at.address, at.port, at.password, timeoutMs);
    return await connection.call(words, timeoutMs);
  } catch {
    return undefined;
  } finally {
    connection?.close();
  }
}
