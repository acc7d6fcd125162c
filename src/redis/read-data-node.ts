import type { Endpoint } from '../cluster/endpoint.ts';
import type { DataConfig, DataView, Follower, Silent } from '../cluster/status/cluster-snapshot.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { fieldsOf, infoOf, numberOf, replyText } from './fields.ts';
import { ReplyError, type Reply } from './resp.ts';
import { silentNode } from './silent-node.ts';

const settings = [
  'requirepass',
  'masterauth',
  'min-replicas-to-write',
  'min-replicas-max-lag',
  'save',
  'stop-writes-on-bgsave-error',
] as const;

/** `ip=10.0.0.2,port=6379,state=online,offset=42,lag=0` */
function followerOf(line: string): Follower {
  const fields = new Map(
    line.split(',').map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  return {
    at: { host: fields.get('ip') ?? '', port: numberOf(fields.get('port')) },
    state: fields.get('state') ?? '',
    offset: numberOf(fields.get('offset')),
    lagS: numberOf(fields.get('lag')),
  };
}

function configOf(replies: readonly Reply[], info: Map<string, string>): DataConfig | undefined {
  if (replies.some((reply) => reply instanceof ReplyError)) return undefined;
  const values = new Map(replies.flatMap((reply) => [...fieldsOf(reply)]));
  const password = values.get('requirepass') ?? '';
  const masterAuth = values.get('masterauth') ?? '';
  return {
    hasPassword: password !== '',
    hasMasterAuth: masterAuth !== '',
    isMasterAuthSame: password === masterAuth,
    minReplicas: numberOf(values.get('min-replicas-to-write')),
    maxLagS: numberOf(values.get('min-replicas-max-lag')),
    saves: values.get('save') ?? '',
    configFile: info.get('config_file') ?? '',
    stopsOnFailedSave: values.get('stop-writes-on-bgsave-error') !== 'no',
  };
}

/** `id=5 addr=10.0.0.2:39012 … age=42 …`, one line for each replica that is connected. */
function replicaLinks(clients: Reply | undefined): DataView['replicaLinks'] {
  const lines = [...replyText(clients).matchAll(/\baddr=(\S+):\d+ .*?\bage=(\d+)/g)];
  return lines.map(([, from = '', age]) => ({ from, ageS: Number(age) }));
}

function lastSave(info: Map<string, string>): { readonly lastSaveS?: number } {
  const clockS = numberOf(info.get('server_time_usec')) / 1e6;
  if (clockS === 0) return {};
  return { lastSaveS: Math.max(0, Math.round(clockS - numberOf(info.get('rdb_last_save_time')))) };
}

function replicaFields(info: Map<string, string>) {
  return {
    masterAt: { host: info.get('master_host') ?? '', port: numberOf(info.get('master_port')) },
    isLinkUp: info.get('master_link_status') === 'up',
    linkDownS: Math.max(0, numberOf(info.get('master_link_down_since_seconds'))),
    lastIoS: numberOf(info.get('master_last_io_seconds_ago')),
    priority: numberOf(info.get('slave_priority')),
  };
}

/** The view of a data node from its replies to `dataCommands`. */
export function dataView(at: Endpoint, replies: readonly Reply[]): DataView {
  const [all, clients, ...settingsReplies] = replies;
  const info = infoOf(all);
  const isReplica = info.get('role') === 'slave';
  const followers = [...info].filter(([name]) => /^slave\d+$/.test(name));
  const offset = isReplica ? info.get('slave_repl_offset') : info.get('master_repl_offset');
  return {
    at,
    runId: info.get('run_id') ?? '',
    server: info.has('valkey_version') ? 'valkey' : 'redis',
    version: info.get('valkey_version') ?? info.get('redis_version') ?? '',
    role: isReplica ? 'replica' : 'master',
    isLoading: info.get('loading') === '1',
    uptimeS: numberOf(info.get('uptime_in_seconds')),
    offset: numberOf(offset),
    ...(isReplica ? replicaFields(info) : {}),
    followers: followers.map(([, line]) => followerOf(line)),
    replicaLinks: replicaLinks(clients),
    memoryBytes: numberOf(info.get('used_memory')),
    maxMemoryBytes: numberOf(info.get('maxmemory')),
    policy: info.get('maxmemory_policy') ?? '',
    appendOnly: info.get('aof_enabled') === '1',
    appendOnlyOk:
      info.get('aof_last_write_status') !== 'err' &&
      info.get('aof_last_bgrewrite_status') !== 'err',
    appendWriteOk: info.get('aof_last_write_status') !== 'err',
    snapshotOk: info.get('rdb_last_bgsave_status') !== 'err',
    ...lastSave(info),
    wasReplica: !/^0*$/.test(info.get('master_replid2') ?? ''),
    fullCopies: numberOf(info.get('sync_full')),
    config: configOf(settingsReplies, info),
  };
}

/** The commands for the state of a data node; the first reply has the kind of the server. */
export const dataCommands: readonly (readonly string[])[] = [
  ['INFO'],
  ['CLIENT', 'LIST', 'TYPE', 'replica'],
  ...settings.map((name) => ['CONFIG', 'GET', name]),
];

/** What a server is, from its reply to INFO: `sentinel`, `cluster` or `standalone`. Throws an error reply. */
export function serverMode(info: Reply | undefined): string {
  if (info instanceof ReplyError) throw info;
  const fields = infoOf(info);
  return fields.get('redis_mode') ?? fields.get('server_mode') ?? '';
}

/** Reads the state of a data node; the options have the timeouts. */
export async function readDataNode(
  at: Endpoint,
  options: ConnectionOptions,
): Promise<DataView | Silent> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.open(at, options);
    const replies = await connection.pipeline(dataCommands);
    if (serverMode(replies[0]) === 'sentinel') {
      return { at, trouble: 'not-a-data-node', reason: 'this is a sentinel, not a data node' };
    }
    return dataView(at, replies);
  } catch (error) {
    return silentNode(at, error);
  } finally {
    connection?.close();
  }
}
