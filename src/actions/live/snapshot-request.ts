import { parseEndpoint, type Endpoint } from '../../cluster/endpoint.ts';
import { CatalogError, catalogError } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { readText } from '../../files/read-text.ts';
import type { TlsOptions } from '../../redis/open-socket.ts';
import type { SnapshotRequest } from '../../redis/read-snapshot.ts';

/** How a live cluster is found. */
export interface LiveClusterOptions {
  /** `host:port,host:port`. */
  readonly sentinels: string | undefined;
  /** Name of the master in Sentinel. @default mymaster */
  readonly masterName?: string | undefined;
  /** Path of a file. @default no password */
  readonly passwordFile?: string | undefined;
  /** Path of a file. @default no password */
  readonly sentinelPasswordFile?: string | undefined;
  readonly tls: boolean;
  /** Path of a PEM file: the CA to trust. Implies TLS, like the next ones. @default those of Node */
  readonly ca?: string | undefined;
  /** Path of a PEM file: the certificate of this client. @default none */
  readonly cert?: string | undefined;
  /** Path of a PEM file: the private key of `cert`. */
  readonly key?: string | undefined;
  /** Name that the certificates of the nodes have. @default the host of each address */
  readonly servername?: string | undefined;
}

/** A PEM file; throws if it does not contain such a block. */
function readPem(option: string, path: string, kind: RegExp): string {
  const { value, diagnostics } = readText(
    path,
    `name a PEM file, such as --${option} redis-${option}.pem`,
    { waits: true },
  );
  if (value === undefined) throw new CatalogError(diagnostics);
  if (!kind.test(value))
    throw usageError(
      `--${option}: ${path} is not a PEM file of a ${option === 'key' ? 'private key' : 'certificate'}`,
      'such a file has a line that begins with -----BEGIN',
    );
  return value;
}

const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----/;

/** How connections are encrypted; false for not at all. */
function tlsOf(options: LiveClusterOptions): boolean | TlsOptions {
  const { tls, ca, cert, key, servername } = options;
  if ((cert === undefined) !== (key === undefined))
    throw usageError(
      `--${cert === undefined ? 'key' : 'cert'} is given without --${cert === undefined ? 'cert' : 'key'}`,
      'a client certificate needs both',
    );
  const given = {
    ...(ca === undefined ? {} : { ca: readPem('ca', ca, certificate) }),
    ...(cert === undefined ? {} : { cert: readPem('cert', cert, certificate) }),
    ...(key === undefined
      ? {}
      : { key: readPem('key', key, /-----BEGIN [A-Z ]*PRIVATE KEY-----/) }),
    ...(servername === undefined ? {} : { servername }),
  };
  return Object.keys(given).length > 0 ? given : tls;
}

const sentinelsExample = 'such as --sentinels 10.0.0.1:26379,10.0.0.2:26379';

function parseSentinels(text: string | undefined): Endpoint[] {
  if (text !== undefined) return parseEndpoints('sentinels', text, sentinelsExample);
  throw catalogError(
    'sentinels-form',
    'missing option: --sentinels',
    `name at least one, ${sentinelsExample}`,
  );
}

/** The nodes of a Redis Cluster in `--nodes`. Throws with the part that is wrong. */
export const parseNodes = (text: string): Endpoint[] =>
  parseEndpoints('nodes', text, 'such as --nodes 10.0.0.1:6379,10.0.0.2:6379');

/** `host:port,…` → endpoints; throws with the part that is wrong. */
function parseEndpoints(option: string, text: string, example: string): Endpoint[] {
  return text.split(',').map((each) => {
    const part = each.trim();
    const at = parseEndpoint(part);
    if (at) return at;
    const message =
      part === '' ? `--${option} has an empty part` : `'${part}' is not a host:port pair`;
    throw catalogError(
      'sentinels-form',
      message,
      `separate host:port pairs with commas, ${example}`,
    );
  });
}

/** The content of a password file, without line ends at its end, as the image reads one. */
function readPassword(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const { value, diagnostics } = readText(path, 'name a file that contains only the password', {
    waits: true,
  });
  if (value === undefined) throw new CatalogError(diagnostics);
  const password = value.replace(/[\r\n]+$/, '');
  if (password === '')
    throw catalogError(
      'password-file',
      `${path} is empty`,
      'write the password to the file, or omit the option',
    );
  return password;
}

/** What to read a snapshot with. Reads the password files; throws if one of the options is wrong. */
export const snapshotRequest = (options: LiveClusterOptions): SnapshotRequest => ({
  sentinels: parseSentinels(options.sentinels),
  ...accessOf(options),
});

/** How to read any cluster, except where it is. Reads the password files; throws if one of the options is wrong. */
export function accessOf(options: LiveClusterOptions): Omit<SnapshotRequest, 'sentinels'> {
  const { masterName = 'mymaster' } = options;
  const password = readPassword(options.passwordFile);
  const sentinelPassword = readPassword(options.sentinelPasswordFile);
  return {
    masterName,
    tls: tlsOf(options),
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
  };
}
