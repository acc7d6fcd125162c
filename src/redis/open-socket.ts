import net from 'node:net';
import tls from 'node:tls';
import type { Endpoint } from '../cluster/endpoint.ts';

/** How TLS is set up. Certificates and keys are PEM texts. */
export interface TlsOptions {
  /** Certificates of the authorities to trust. @default those of Node */
  readonly ca?: string;
  /** Certificate of this client, if the server requires one. */
  readonly cert?: string;
  /** Private key of `cert`. */
  readonly key?: string;
  /** Name that the server's certificate must have. @default the host of the address */
  readonly servername?: string;
}

/** How to reach a server. Times in milliseconds. */
export interface ConnectionOptions {
  readonly password?: string;
  /** `true`: with the defaults. @default no TLS */
  readonly tls?: boolean | TlsOptions;
  /** Connect timeout in ms. @default 1000 */
  readonly connectMs?: number;
  /** Timeout of each reply in ms. @default 1000 */
  readonly replyMs?: number;
  /** Source address. @default chosen by the system */
  readonly localAddress?: string;
}

/** How a connection failed. */
export type Failure = 'refused' | 'timeout' | 'unresolved' | 'closed' | 'protocol' | 'tls';

/** A failed connection. */
export class ConnectionError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, message: string) {
    super(message);
    this.failure = failure;
  }
}

const needsCertificate =
  'it closed the TLS connection, probably because it requires a certificate of the client';

/** Why TLS failed; undefined if the error is another one. */
function tlsRefusal(code: string): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'its certificate has another name';
  if (code === 'CERT_HAS_EXPIRED') return 'its certificate has expired';
  if (code === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED') return needsCertificate;
  if (code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    return 'its certificate is not trusted';
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return 'there is no TLS on this port';
  return undefined;
}

/** The error of a socket as this program reports it. */
export function socketError(error: NodeJS.ErrnoException): ConnectionError {
  const { code = '' } = error;
  if (code === 'ECONNREFUSED') return new ConnectionError('refused', 'connection refused');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new ConnectionError('unresolved', 'the name does not resolve');
  const refusal = tlsRefusal(code);
  if (refusal !== undefined) return new ConnectionError('tls', refusal);
  return new ConnectionError('closed', `the connection failed (${code || error.message})`);
}

/** Whether a connection is encrypted. */
export const usesTls = ({ tls: given }: ConnectionOptions) =>
  given !== undefined && given !== false;

/**
 * The error of a connection that ended before its first reply. With TLS 1.3, a server checks the certificate of a
 * client after the client's handshake, and some systems drop its alert with the connection.
 */
export function firstError(error: ConnectionError, options: ConnectionOptions): ConnectionError {
  const hasCertificate = typeof options.tls === 'object' && options.tls.cert !== undefined;
  if (error.failure !== 'closed' || !usesTls(options) || hasCertificate) return error;
  return new ConnectionError('tls', needsCertificate);
}

/** Begins to connect. */
export function openSocket(at: Endpoint, options: ConnectionOptions): net.Socket {
  const { localAddress } = options;
  const target = {
    host: at.host,
    port: at.port,
    ...(localAddress === undefined ? {} : { localAddress }),
  };
  if (!usesTls(options)) return net.connect(target);
  return tls.connect({
    ...target,
    ...(net.isIP(at.host) ? {} : { servername: at.host }),
    ...(typeof options.tls === 'object' ? options.tls : {}),
  });
}
