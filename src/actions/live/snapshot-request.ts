import { parseEndpoint, type Endpoint } from '../../cluster/endpoint.ts';
import { CatalogError, catalogError } from '../../diagnostics/diagnostic.ts';
import { readText } from '../../files/read-text.ts';
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
}

/** `host:port,…` → endpoints; throws with the part that is wrong. */
function parseSentinels(text: string | undefined): Endpoint[] {
  const example = 'such as --sentinels 10.0.0.1:26379,10.0.0.2:26379';
  if (text === undefined)
    throw catalogError(
      'sentinels-form',
      'missing option: --sentinels',
      `name at least one, ${example}`,
    );
  return text.split(',').map((each) => {
    const part = each.trim();
    const at = parseEndpoint(part);
    if (at) return at;
    const message =
      part === '' ? '--sentinels has an empty part' : `'${part}' is not a host:port pair`;
    throw catalogError(
      'sentinels-form',
      message,
      `separate host:port pairs with commas, ${example}`,
    );
  });
}

/** The content of a password file, without a line end at its end. */
function readPassword(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const { value, diagnostics } = readText(path, 'name a file that contains only the password');
  if (value === undefined) throw new CatalogError(diagnostics);
  const password = value.replace(/\r?\n$/, '');
  if (password === '')
    throw catalogError(
      'password-file',
      `${path} is empty`,
      'write the password to the file, or omit the option',
    );
  return password;
}

/** What to read a snapshot with. Reads the password files; throws if one of the options is wrong. */
export function snapshotRequest(options: LiveClusterOptions): SnapshotRequest {
  const { masterName = 'mymaster', tls } = options;
  const password = readPassword(options.passwordFile);
  const sentinelPassword = readPassword(options.sentinelPasswordFile);
  return {
    sentinels: parseSentinels(options.sentinels),
    masterName,
    tls,
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
  };
}
