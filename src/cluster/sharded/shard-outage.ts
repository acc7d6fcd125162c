import { counted } from '../../diagnostics/counted.ts';
import { durationText } from '../../diagnostics/duration.ts';
import { sameEndpoint } from '../endpoint.ts';
import { callersTroubles, unreachable } from '../diagnosis/node-facts.ts';
import type { Silent } from '../status/cluster-snapshot.ts';
import {
  canReplace,
  isServed,
  nodeName,
  shardName,
  votersOf,
  type AgreedNode,
  type Shard,
} from './shards.ts';
import type { ShardedSnapshot } from './sharded-snapshot.ts';

/** From the agreement that a master has failed to the first write on the next one, in ms; measured. */
const electionMs = 1200;
/** After the node timeout, a failover that takes longer than this did not succeed, in ms. */
const patienceMs = 15_000;

/** A shard without a working master. */
export interface ShardOutage {
  readonly shard: Shard;
  /** Why no replica takes over; undefined if one is about to. */
  readonly obstacle: string | undefined;
  /** What happens, and when it ends. */
  readonly text: string;
}

/** Why a node did not answer; undefined if it did. */
export function silentAs(snapshot: ShardedSnapshot, { at }: AgreedNode): Silent | undefined {
  return snapshot.silentDataNodes.find((one) => sameEndpoint(one.at, at));
}

/** Whether a silent node runs, as far as the others see, so that the trouble is on the way to it. */
export function isHiddenNode(snapshot: ShardedSnapshot, node: AgreedNode): boolean {
  const silent = silentAs(snapshot, node);
  if (!silent) return false;
  if (callersTroubles.has(silent.trouble)) return !node.isFailed;
  if (!unreachable.has(silent.trouble)) return false;
  return !node.isFailed && node.suspects * 2 < snapshot.dataNodes.length;
}

/** How long the replicas miss their master, in ms: an upper bound of how long it is dead. */
function missedMs({ replicas }: Shard): number {
  const times = replicas.flatMap(({ view }) =>
    view && view.isLinkUp !== true ? [(view.linkDownS ?? 0) * 1000] : [],
  );
  return times.length === 0 ? 0 : Math.max(...times);
}

function outageOf(snapshot: ShardedSnapshot, shard: Shard, shards: readonly Shard[]): ShardOutage {
  const { master, replicas } = shard;
  const { known, answering, needed } = votersOf(shards);
  const how = silentAs(snapshot, master)?.trouble === 'hangs' ? 'hangs' : 'is dead';
  const who = `${shardName(shard)}: its master ${nodeName(master)} ${master.view ? 'does not act as its master' : how}`;
  const able = replicas.find((node) => canReplace(node));
  const timeoutMs = able?.view?.sharding?.nodeTimeoutMs ?? 15_000;
  const sinceMs = missedMs(shard);
  const reason =
    answering < needed
      ? `${answering} of ${counted(known, 'master')} ${answering === 1 ? 'is' : 'are'} too few to elect another one`
      : able === undefined
        ? replicas.length === 0
          ? 'it has no replica'
          : 'none of its replicas can replace it'
        : sinceMs > timeoutMs + patienceMs
          ? 'the failover did not succeed'
          : undefined;
  if (reason !== undefined) return { shard, obstacle: reason, text: `${who}, and ${reason}` };
  const restMs = (master.isFailed ? 0 : Math.max(0, timeoutMs - sinceMs)) + electionMs;
  const marks = `${master.suspects} of ${counted(snapshot.dataNodes.length, 'node')} ${master.suspects === 1 ? 'marks' : 'mark'} it as failed`;
  return {
    shard,
    obstacle: undefined,
    text: `${who}, ${marks}, new master expected in about ${durationText(restMs)}`,
  };
}

/** The shards without a working master, except those whose master is only hidden from here. */
export function outagesOf(snapshot: ShardedSnapshot, shards: readonly Shard[]): ShardOutage[] {
  return shards
    .filter((shard) => !isServed(shard) && !isHiddenNode(snapshot, shard.master))
    .map((shard) => outageOf(snapshot, shard, shards));
}
