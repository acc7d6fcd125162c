import type { Endpoint } from '../cluster/endpoint.ts';
import type { Contact, Peer, SentinelView, Silent } from '../cluster/status/cluster-snapshot.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { fieldsOf, infoOf, listOf, numberOf, replyText } from './fields.ts';
import { ReplyError, type Reply } from './resp.ts';
import { silentNode } from './silent-node.ts';

/** The view of a sentinel, or why there is none, or the masters that it knows instead of this one. */
export type SentinelAnswer =
  | { readonly kind: 'view'; readonly view: SentinelView }
  | { readonly kind: 'silent'; readonly silent: Silent }
  | { readonly kind: 'unknown-master'; readonly at: Endpoint; readonly known: readonly string[] };

const endpointOf = (host: string | undefined, port: string | undefined): Endpoint => ({
  host: host ?? '',
  port: numberOf(port),
});

const contactOf = (fields: ReadonlyMap<string, string>): Contact => ({
  lastReplyMs: numberOf(fields.get('last-ok-ping-reply')),
  unansweredMs: numberOf(fields.get('last-ping-sent')),
  downMs: numberOf(fields.get('s-down-time')),
  sameRoleMs: numberOf(fields.get('role-reported-time')),
});

function peerOf(reply: Reply): Peer {
  const fields = fieldsOf(reply);
  const masterHost = fields.get('master-host');
  const priority = fields.get('slave-priority');
  return {
    at: endpointOf(fields.get('ip'), fields.get('port')),
    runId: fields.get('runid') ?? '',
    flags: (fields.get('flags') ?? '').split(','),
    ...contactOf(fields),
    linkDownMs: numberOf(fields.get('master-link-down-time')),
    ...(masterHost === undefined
      ? {}
      : { masterAt: endpointOf(masterHost, fields.get('master-port')) }),
    ...(priority === undefined ? {} : { priority: numberOf(priority) }),
  };
}

function tiltOf(about: ReadonlyMap<string, string>): { readonly tiltS?: number } {
  const seconds = Number(about.get('sentinel_tilt_since_seconds') ?? -1);
  return seconds < 0 ? {} : { tiltS: seconds };
}

function viewOf(
  at: Endpoint,
  isGiven: boolean,
  hasPassword: boolean,
  replies: Reply[],
): SentinelView {
  const [info, master, replicas, sentinels, quorum, id] = replies;
  const fields = fieldsOf(master);
  const about = infoOf(info);
  return {
    at,
    isGiven,
    hasPassword,
    id: replyText(id),
    processId: about.get('run_id') ?? '',
    version: about.get('valkey_version') ?? about.get('redis_version') ?? '',
    masterAt: endpointOf(fields.get('ip'), fields.get('port')),
    masterFlags: (fields.get('flags') ?? '').split(','),
    masterContact: contactOf(fields),
    agreedDownMs: numberOf(fields.get('o-down-time')),
    configEpoch: numberOf(fields.get('config-epoch')),
    currentEpoch: numberOf(about.get('sentinel_current_epoch')),
    failoverState: fields.get('failover-state') ?? 'none',
    quorum: numberOf(fields.get('quorum')),
    downAfterMs: numberOf(fields.get('down-after-milliseconds')),
    failoverTimeoutMs: numberOf(fields.get('failover-timeout')),
    quorumReply: replyText(quorum),
    isQuorumOk: !(quorum instanceof ReplyError),
    isInTilt: about.get('sentinel_tilt') === '1',
    ...tiltOf(about),
    replicas: listOf(replicas).map(peerOf),
    sentinels: listOf(sentinels).map(peerOf),
    configFile: about.get('config_file') ?? '',
    uptimeS: numberOf(about.get('uptime_in_seconds')),
  };
}

async function ask(connection: Connection, name: string): Promise<Reply[]> {
  return connection.pipeline([
    ['INFO'],
    ['SENTINEL', 'MASTER', name],
    ['SENTINEL', 'REPLICAS', name],
    ['SENTINEL', 'SENTINELS', name],
    ['SENTINEL', 'CKQUORUM', name],
    ['SENTINEL', 'MYID'],
    ['SENTINEL', 'MASTERS'],
  ]);
}

/** Reads what a sentinel knows of a master; the options have the timeouts. */
export async function readSentinel(
  at: Endpoint,
  name: string,
  isGiven: boolean,
  options: ConnectionOptions,
): Promise<SentinelAnswer> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.open(at, options);
    const replies = await ask(connection, name);
    const [info, master] = replies;
    if (info instanceof ReplyError && info.kind === 'NOAUTH') throw info;
    if (info instanceof ReplyError && info.kind === 'NOPERM') throw info;
    const mode = infoOf(info).get('redis_mode') ?? infoOf(info).get('server_mode');
    if (mode !== 'sentinel') {
      const role = infoOf(info).get('role') ?? '';
      const reason = `this is a data node${role === '' ? '' : ` (${role === 'slave' ? 'replica' : role})`}, not a sentinel`;
      return { kind: 'silent', silent: { at, trouble: 'not-a-sentinel', reason } };
    }
    if (master instanceof ReplyError && /no such master/i.test(master.message)) {
      const known = listOf(replies[6]).map((one) => fieldsOf(one).get('name') ?? '');
      return { kind: 'unknown-master', at, known };
    }
    if (master instanceof ReplyError) throw master;
    const hasPassword = (options.password ?? '') !== '' && !connection.passwordUnused;
    return { kind: 'view', view: viewOf(at, isGiven, hasPassword, replies) };
  } catch (error) {
    return { kind: 'silent', silent: silentNode(at, error) };
  } finally {
    connection?.close();
  }
}
