import { formatEndpoint } from '../endpoint.ts';
import { memoryOf } from '../status/status-rows.ts';
import type { Branch } from '../status/topology.ts';
import { agreedNodes, isUp, nodeName, shardName, shardsOf, type AgreedNode } from './shards.ts';
import type { ShardedNode, ShardedSnapshot } from './sharded-snapshot.ts';
import { formatSlots, sizeOf } from './slots.ts';

/** The shards of a Redis Cluster as a tree: each master with its replicas. */
export interface ShardTree {
  /** `Redis Cluster of 6 nodes` */
  readonly title: string;
  readonly shards: readonly Branch[];
}

function lagOf(master: ShardedNode | undefined, replica: ShardedNode): string {
  if (replica.isLoading) return 'loading its data';
  if (replica.isLinkUp !== true) return 'link down';
  const behind = (master?.offset ?? replica.offset) - replica.offset;
  return behind <= 0 ? 'in sync' : `${behind} bytes behind`;
}

const failure = ({ view, isFailed }: AgreedNode): string =>
  view ? (isFailed ? ', marked as failed' : '') : ', no answer';

function masterLabel(node: AgreedNode): string {
  const slots = node.slots.length === 0 ? 'no slots' : `${sizeOf(node.slots)} slots`;
  return `${nodeName(node)}  master, ${slots}${failure(node)}`;
}

/** Describes which node follows which, shard by shard, then masters without slots and replicas without a shard. */
export function shardTree(snapshot: ShardedSnapshot): ShardTree {
  const shards = shardsOf(snapshot);
  const agreed = agreedNodes(snapshot);
  const inShard = new Set(
    shards.flatMap(({ master, replicas }) => [master.id, ...replicas.map(({ id }) => id)]),
  );
  const strays = agreed.filter(({ id }) => !inShard.has(id));
  return {
    title: `Redis Cluster of ${agreed.length} nodes`,
    shards: [
      ...shards.map((shard): Branch => ({
        label: `${shardName(shard)}: ${masterLabel(shard.master)}`,
        below: shard.replicas.map((node) => ({
          label: `${nodeName(node)}  replica${node.view ? `, ${lagOf(shard.master.view, node.view)}` : ''}${failure(node)}`,
          below: [],
        })),
      })),
      ...strays.map((node): Branch => ({
        label:
          node.role === 'master'
            ? masterLabel(node)
            : `${nodeName(node)}  replica of an unknown master${failure(node)}`,
        below: [],
      })),
    ],
  };
}

function stateOf(node: ShardedNode, { slots, suspects }: AgreedNode): string {
  const parts = [
    ...(node.role === 'master'
      ? [slots.length === 0 ? 'no slots' : `slots ${formatSlots(slots)}`]
      : [node.isLinkUp === true ? 'linked' : 'link down']),
    `epoch ${node.currentEpoch}`,
    ...(node.isClusterOk ? [] : ['rejects commands']),
    ...(suspects > 0 ? ['marked as failed'] : []),
    ...(node.isLoading ? ['loading'] : []),
    node.appendOnly ? (node.appendOnlyOk ? 'aof' : 'aof failed') : 'no aof',
  ];
  return parts.join(', ');
}

/** One row per node (address, role, lag, memory, state): each master before its replicas. */
export function shardedRows(snapshot: ShardedSnapshot): string[][] {
  const shards = shardsOf(snapshot);
  const agreed = agreedNodes(snapshot);
  const inShard = shards.flatMap(({ master, replicas }) => [master, ...replicas]);
  const others = agreed.filter(({ id }) => !inShard.some((node) => node.id === id));
  const rows = [...inShard, ...others].filter(isUpOrSeen).map((node) => rowOf(node, agreed));
  return [
    ...rows,
    ...snapshot.silentDataNodes.map(({ at, reason }) => [
      formatEndpoint(at),
      'node',
      '-',
      '-',
      `no answer: ${reason}`,
    ]),
  ];
}

const isUpOrSeen = (node: AgreedNode) => node.view !== undefined || isUp(node);

function rowOf(node: AgreedNode, agreed: readonly AgreedNode[]): string[] {
  const { view } = node;
  if (!view) return [nodeName(node), node.role, '-', '-', ''];
  const master = agreed.find(({ id }) => id === node.masterId)?.view;
  const follower = master?.followers.find(
    ({ at }) => formatEndpoint(at) === formatEndpoint(view.at),
  );
  const lag = view.role === 'master' ? '-' : follower ? `${follower.lagS} s` : '?';
  return [formatEndpoint(view.at), view.role, lag, memoryOf(view), stateOf(view, node)];
}
