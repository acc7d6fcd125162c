import type { Argv } from 'yargs';
import { parseEndpoint, type Endpoint } from '../../cluster/endpoint.ts';
import { CatalogError, catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readText } from '../../files/read-text.ts';
import type { SnapshotAnswer, SnapshotRequest } from '../../redis/read-snapshot.ts';
import type { Snapshot } from '../../cluster/status/cluster-snapshot.ts';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import { once } from '../../commands/options.ts';

/** The options by which a command finds a live cluster. */
export function clusterOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('sentinels', {
      type: 'string',
      coerce: once('sentinels'),
      describe: 'sentinels as host:port,host:port; one is enough, the others are found',
    })
    .option('master-name', {
      type: 'string',
      default: 'mymaster',
      coerce: once('master-name'),
      describe: 'the name that the sentinels know the master by',
    })
    .option('password-file', {
      type: 'string',
      coerce: once('password-file'),
      describe: 'a file with the password of the data nodes',
    })
    .option('sentinel-password-file', {
      type: 'string',
      coerce: once('sentinel-password-file'),
      describe: 'a file with the password of the sentinels',
    })
    .option('tls', { type: 'boolean', default: false, describe: 'the ports speak TLS' });
}

/** What `clusterOptions` gives. */
export interface ClusterArguments {
  readonly sentinels: string | undefined;
  readonly masterName: string | undefined;
  readonly passwordFile: string | undefined;
  readonly sentinelPasswordFile: string | undefined;
  readonly tls: boolean;
}

/** `host:port,…` → endpoints; throws with the part that is wrong. */
export function parseSentinels(text: string | undefined): Endpoint[] {
  const example = 'such as --sentinels 10.0.0.1:26379,10.0.0.2:26379';
  if (text === undefined)
    throw catalogError('sentinels-form', 'no sentinel is named', `name one at least, ${example}`);
  const parts = text.split(',').map((part) => part.trim());
  return parts.map((part) => {
    const at = parseEndpoint(part);
    if (at) return at;
    const is = part === '' ? 'an empty part stands in --sentinels' : `'${part}' is no host:port`;
    throw catalogError('sentinels-form', is, `separate host:port pairs with commas, ${example}`);
  });
}

/** The content of a password file, without the line end at its end. */
export function readPassword(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const { value, diagnostics } = readText(path, 'a file with nothing but the password in it');
  if (value === undefined) throw new CatalogError(diagnostics);
  const password = value.replace(/\r?\n$/, '');
  if (password === '')
    throw catalogError(
      'password-file',
      `${path} is empty`,
      'write the password into it, or leave the option out',
    );
  return password;
}

/** The options as a request for a snapshot. */
export function snapshotRequest(args: ClusterArguments): SnapshotRequest {
  const password = readPassword(args.passwordFile);
  const sentinelPassword = readPassword(args.sentinelPasswordFile);
  return {
    sentinels: parseSentinels(args.sentinels),
    masterName: args.masterName ?? 'mymaster',
    tls: args.tls,
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
  };
}

const hints: Partial<Record<string, string>> = {
  'password-missing': 'give the sentinels’ password with --sentinel-password-file',
  'password-wrong':
    'see whether --sentinel-password-file holds the sentinels’ password, not the data nodes’',
  'not-a-sentinel': 'name the port of a sentinel: 26379, or sentinel_port of the entry',
  tls: 'leave --tls out, or name the TLS port and have its certificate trusted (NODE_EXTRA_CA_CERTS)',
  protocol: 'where the port speaks TLS, add --tls',
  closed: 'where the port speaks TLS, add --tls',
  timeout:
    'an address of a container network is reached only from inside it: use the announced one',
  hangs: 'the process is stopped or overloaded; name another sentinel',
  unresolved: 'see whether the name is right',
};

/** The snapshot of an answer; throws what kept it from being taken, every sentinel with its reason. */
export function snapshotOf(answer: SnapshotAnswer, masterName: string): Snapshot {
  if (answer.snapshot) return answer.snapshot;
  if (answer.knownMasters !== undefined) {
    const known = answer.knownMasters.join(', ');
    throw catalogError(
      'master-unknown',
      `no sentinel knows a master named ${masterName}`,
      known === '' ? 'they watch none' : `they know: ${known}; choose one with --master-name`,
    );
  }
  throw new CatalogError(
    answer.silentSentinels.map(({ at, words, trouble }): Diagnostic => ({
      code: 'sentinels-silent',
      severity: 'error',
      message: `the sentinel at ${formatEndpoint(at)} cannot be asked: ${words}`,
      hint: hints[trouble] ?? 'see whether it runs and the port is right',
    })),
  );
}
