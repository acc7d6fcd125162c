import type { IncomingMessage } from 'node:http';

/** Why a request gets no file. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/**
 * Refuses what the page itself does not send. Any web site can send requests to this machine, by the name of this
 * machine or by one of its own that it lets point here (DNS rebinding); browsers report both in these headers.
 */
export function refusalOf(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  port: number,
): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) {
    return { status: 421, message: `this server answers to ${hosts.join(' and ')} only` };
  }
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) {
    return { status: 403, message: 'this server does not answer to other web sites' };
  }
  const [site, mode] = [headers['sec-fetch-site'], headers['sec-fetch-mode']];
  // A link on another site may lead here; it cannot read what is sent.
  if ((site === 'cross-site' || site === 'same-site') && mode !== 'navigate') {
    return { status: 403, message: 'this server does not answer to other web sites' };
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, message: 'this server supports GET and HEAD' };
  }
  return undefined;
}
