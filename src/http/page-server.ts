import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { refusalOf } from './refuse-request.ts';

/** What is sent for a path. */
export interface PageAnswer {
  /** Content-Type. */
  readonly type: string;
  readonly body: Uint8Array | string;
  /** Content-Security-Policy of this file. @default that of the page */
  readonly policy?: string;
}

/** A server for one page. */
export interface PageServerOptions {
  /** @default any that is free */
  readonly port: number | undefined;
  /**
   * The file of a path, as it is in the URL, without the query. Only these exact paths exist: nothing of a
   * request is made into a path of the disk.
   */
  readonly answer: (path: string) => PageAnswer | undefined | Promise<PageAnswer | undefined>;
  /** Content-Security-Policy of files without their own. */
  readonly policy: string;
  /** Ends the server. */
  readonly signal: AbortSignal;
}

/** A server that is listening. */
export interface PageServer {
  /** Ends with a slash. */
  readonly url: string;
  /** Sends an event to each page that is open. */
  send(name: string, data: unknown): void;
  /** Resolves when the signal has ended the server, and all connections are closed. */
  readonly ended: Promise<void>;
}

/** Where pages listen for events. */
export const eventsPath = '/events';

const headersOf = (policy: string) => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

const eventText = (name: string, data: unknown) =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

class Pages {
  readonly #options: PageServerOptions;
  readonly #streams = new Set<ServerResponse>();

  constructor(options: PageServerOptions) {
    this.#options = options;
  }

  send(name: string, data: unknown): void {
    for (const stream of this.#streams) stream.write(eventText(name, data));
  }

  async handle(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    const { policy } = this.#options;
    const end = (status: number, type: string, body: Uint8Array | string, own = policy) => {
      response.writeHead(status, { ...headersOf(own), 'content-type': type });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const refusal = refusalOf(request, port);
    if (refusal) {
      end(refusal.status, 'text/plain; charset=utf-8', `${refusal.message}\n`);
      return;
    }
    const path = (request.url ?? '/').replace(/\?.*$/s, '');
    if (path === eventsPath) {
      this.#open(response);
      return;
    }
    try {
      const found = await this.#options.answer(path);
      if (found) end(200, found.type, found.body, found.policy);
      else end(404, 'text/plain; charset=utf-8', 'not found\n');
    } catch (error) {
      end(500, 'text/plain; charset=utf-8', `${error instanceof Error ? error.message : ''}\n`);
    }
  }

  #open(response: ServerResponse): void {
    response.writeHead(200, {
      ...headersOf(this.#options.policy),
      'content-type': 'text/event-stream',
    });
    // A page whose preview was started again on the same port comes back soon.
    response.write('retry: 500\n\n');
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
  }
}

const notListening = (port: number | undefined, { code, message }: NodeJS.ErrnoException) =>
  catalogError(
    'port-busy',
    code === 'EADDRINUSE'
      ? `port ${port} is already in use on this machine`
      : `this program cannot listen on port ${port}: ${message}`,
    'choose another port with --port, or omit --port for any that is free',
  );

function listen(server: Server, port: number | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(notListening(port, error)));
    server.listen(port ?? 0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Serves one page on the loopback address, to this machine alone. Throws if the port is taken. */
export async function servePage(options: PageServerOptions): Promise<PageServer> {
  const pages = new Pages(options);
  let port = 0;
  const server = createServer((request, response) => void pages.handle(request, response, port));
  port = await listen(server, options.port);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      server.close(() => resolve());
      // Event streams have no end of their own.
      server.closeAllConnections();
    };
    if (options.signal.aborted) end();
    else options.signal.addEventListener('abort', end, { once: true });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    send: (name, data) => pages.send(name, data),
    ended,
  };
}
