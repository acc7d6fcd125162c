import type { Endpoint } from '../cluster/endpoint.ts';
import type { ShardedNode, ShardingConfig } from '../cluster/sharded/sharded-snapshot.ts';
import type { Silent } from '../cluster/status/cluster-snapshot.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { fieldsOf, infoOf, numberOf, replyText } from './fields.ts';
import { parseClusterNodes } from './parse-cluster-nodes.ts';
import { dataCommands, dataView, serverMode } from './read-data-node.ts';
import { ReplyError, type Reply } from './resp.ts';
import { silentNode } from './silent-node.ts';

const settings = [
  'cluster-node-timeout',
  'cluster-require-full-coverage',
  'cluster-replica-validity-factor',
] as const;

const commands: readonly (readonly string[])[] = [
  ['CLUSTER', 'MYID'],
  ['CLUSTER', 'INFO'],
  ['CLUSTER', 'NODES'],
  ['CONFIG', 'GET', 'syslog-ident'],
  ...settings.map((name) => ['CONFIG', 'GET', name]),
];

/**
 * The image keeps the host of its node in a setting that Redis does not use: `redis-ha CLUSTER HOST` and more words
 * (image/lib/cluster/conf.sh).
 */
function hostOf(reply: Reply | undefined): { readonly hostId?: string } {
  const [, value = ''] = fieldsOf(reply).entries().next().value ?? [];
  const [, hostId] = /^redis-ha \S+ (\S+)(?: |$)/.exec(value) ?? [];
  return hostId === undefined || hostId === '-' ? {} : { hostId };
}

function shardingOf(replies: readonly Reply[]): ShardingConfig | undefined {
  if (replies.some((reply) => reply instanceof ReplyError)) return undefined;
  const values = new Map(replies.flatMap((reply) => [...fieldsOf(reply)]));
  return {
    nodeTimeoutMs: numberOf(values.get('cluster-node-timeout')),
    needsFullCoverage: values.get('cluster-require-full-coverage') !== 'no',
    validityFactor: numberOf(values.get('cluster-replica-validity-factor')),
  };
}

function viewOf(at: Endpoint, isGiven: boolean, replies: readonly Reply[]): ShardedNode {
  const data = replies.slice(0, dataCommands.length);
  const [id, info, nodes, ident, ...config] = replies.slice(dataCommands.length);
  for (const reply of [id, info, nodes]) if (reply instanceof ReplyError) throw reply;
  const about = infoOf(info);
  return {
    ...dataView(at, data),
    isGiven,
    ...hostOf(ident),
    id: replyText(id),
    hadLink: infoOf(data[0]).get('master_link_down_since_seconds') !== '-1',
    isClusterOk: about.get('cluster_state') === 'ok',
    currentEpoch: numberOf(about.get('cluster_current_epoch')),
    ...parseClusterNodes(replyText(nodes)),
    sharding: shardingOf(config),
  };
}

/** Reads a node of a Redis Cluster; the options have the timeouts. Any other server is silent, with the reason. */
export async function readShardedNode(
  at: Endpoint,
  isGiven: boolean,
  options: ConnectionOptions,
): Promise<ShardedNode | Silent> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.open(at, options);
    const replies = await connection.pipeline([...dataCommands, ...commands]);
    const mode = serverMode(replies[0]);
    if (mode === 'sentinel')
      return { at, trouble: 'not-a-data-node', reason: 'this is a sentinel, not a data node' };
    if (mode !== 'cluster')
      return {
        at,
        trouble: 'not-in-cluster',
        reason: 'this server is not a node of a Redis Cluster',
      };
    return viewOf(at, isGiven, replies);
  } catch (error) {
    return silentNode(at, error);
  } finally {
    connection?.close();
  }
}
