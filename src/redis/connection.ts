import type net from 'node:net';
import type { Endpoint } from '../cluster/endpoint.ts';
import {
  ConnectionError,
  firstError,
  openSocket,
  socketError,
  usesTls,
  type ConnectionOptions,
} from './open-socket.ts';
import { encodeCommand, parseReply, ProtocolError, ReplyError, type Reply } from './resp.ts';

export { ConnectionError, type ConnectionOptions };

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One connection without retries: every reply has a timeout, which ends the connection. Commands can
 * be sent without waiting for earlier replies.
 */
export class Connection {
  readonly at: Endpoint;
  readonly #socket: net.Socket;
  readonly #replyMs: number;
  readonly #options: ConnectionOptions;
  #hasReplied = false;
  readonly #waiting: Waiting[] = [];
  #data: Buffer = Buffer.alloc(0);
  #failure: ConnectionError | undefined;
  /** Called with each message after `subscribe`. */
  #listener: ((message: readonly Reply[]) => void) | undefined;
  /** Called once when it ends. */
  onEnd: (() => void) | undefined;

  private constructor(at: Endpoint, socket: net.Socket, options: ConnectionOptions) {
    const { replyMs = 1000 } = options;
    this.at = at;
    this.#options = options;
    this.#socket = socket;
    this.#replyMs = replyMs;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#end(socketError(error)));
    socket.on('close', () => this.#end(new ConnectionError('closed', 'the connection was closed')));
  }

  /** Connects and authenticates. Throws a ConnectionError, or a ReplyError if AUTH is rejected. */
  static async open(at: Endpoint, options: ConnectionOptions = {}): Promise<Connection> {
    const { connectMs = 1000, password } = options;
    const socket = openSocket(at, options);
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: ConnectionError) => {
        clearTimeout(timer);
        if (error) {
          socket.on('error', () => {});
          socket.destroy();
          reject(error);
        } else resolve();
      };
      let isConnected = false;
      const timer = setTimeout(() => {
        const failure = isConnected
          ? new ConnectionError('tls', `no TLS handshake within ${connectMs} ms`)
          : new ConnectionError('timeout', `no connection within ${connectMs} ms`);
        settle(failure);
      }, connectMs);
      socket.once('connect', () => {
        isConnected = true;
      });
      socket.once(usesTls(options) ? 'secureConnect' : 'connect', () => settle());
      socket.once('error', (error: NodeJS.ErrnoException) => settle(socketError(error)));
      socket.once('close', () =>
        settle(new ConnectionError('closed', 'the connection was closed')),
      );
    });
    const connection = new Connection(at, socket, options);
    if (password !== undefined && password !== '') await connection.#authenticate(password);
    return connection;
  }

  /** Whether a password was given that the server does not require. */
  passwordUnused = false;

  async #authenticate(password: string): Promise<void> {
    try {
      await this.call('AUTH', password);
    } catch (error) {
      // A server without a password rejects AUTH; that is a finding, not a failure.
      if (error instanceof ReplyError && /without any password configured/.test(error.message)) {
        this.passwordUnused = true;
        return;
      }
      this.close();
      throw error;
    }
  }

  /** Sends a command; resolves to its reply. Throws a ReplyError or a ConnectionError. */
  async call(...args: readonly string[]): Promise<Reply> {
    return this.callWithin(this.#replyMs, args);
  }

  /** Same as `call`, with another timeout in ms. */
  async callWithin(replyMs: number, args: readonly string[]): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      const timer = setTimeout(
        () => this.#end(new ConnectionError('timeout', `no reply within ${replyMs} ms`)),
        replyMs,
      );
      this.#waiting.push({ resolve, reject, timer });
      this.#socket.write(encodeCommand(args));
    });
  }

  /** Sends commands together; error replies are values. */
  async pipeline(commands: readonly (readonly string[])[]): Promise<Reply[]> {
    return Promise.all(
      commands.map(async (args) =>
        this.call(...args).catch((error: unknown) => {
          if (error instanceof ReplyError) return error;
          throw error;
        }),
      ),
    );
  }

  /** Sends PSUBSCRIBE; afterwards the connection only receives messages. */
  async subscribe(
    patterns: readonly string[],
    listener: (message: readonly Reply[]) => void,
  ): Promise<void> {
    this.#listener = listener;
    this.#socket.write(encodeCommand(['PSUBSCRIBE', ...patterns]));
  }

  get isOpen(): boolean {
    return this.#failure === undefined;
  }

  close(): void {
    this.#end(new ConnectionError('closed', 'the connection was closed by this program'));
  }

  #receive(chunk: Buffer): void {
    this.#hasReplied = true;
    this.#data = this.#data.length === 0 ? chunk : Buffer.concat([this.#data, chunk]);
    let from = 0;
    try {
      for (;;) {
        const parsed = parseReply(this.#data, from);
        if (parsed === undefined) break;
        from = parsed.next;
        this.#deliver(parsed.value);
      }
    } catch (error) {
      const args = error instanceof ProtocolError ? error.message : String(error);
      this.#end(new ConnectionError('protocol', args));
      return;
    }
    this.#data = this.#data.subarray(from);
  }

  #deliver(value: Reply): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      if (Array.isArray(value)) this.#listener?.(value as readonly Reply[]);
      return;
    }
    clearTimeout(waiting.timer);
    if (value instanceof ReplyError) waiting.reject(value);
    else waiting.resolve(value);
  }

  #end(given: ConnectionError): void {
    if (this.#failure) return;
    const error = this.#hasReplied ? given : firstError(given, this.#options);
    this.#failure = error;
    this.#socket.destroy();
    for (const waiting of this.#waiting.splice(0)) {
      clearTimeout(waiting.timer);
      waiting.reject(error);
    }
    this.onEnd?.();
  }
}

/** Connects, pipelines commands and closes the connection. Throws like `open` and `call`. */
export async function askOnce(
  at: Endpoint,
  options: ConnectionOptions,
  ...commands: readonly (readonly string[])[]
): Promise<Reply[]> {
  const connection = await Connection.open(at, options);
  try {
    return await connection.pipeline(commands);
  } finally {
    connection.close();
  }
}
