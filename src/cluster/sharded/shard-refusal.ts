import { counted } from '../../diagnostics/counted.ts';
import { goodReplicas, ownRefusal } from '../diagnosis/write-refusal.ts';
import type { ShardedNode } from './sharded-snapshot.ts';

/** Why the master of a shard rejects every write, and how to change that; undefined if it accepts them. */
export function shardRefusal(
  master: ShardedNode,
): { readonly reason: string; readonly fix: string } | undefined {
  const own = ownRefusal(master);
  if (own)
    return {
      reason: own.reason,
      fix: 'free memory or disk space, or wait until it has loaded its data',
    };
  const { config } = master;
  const good = goodReplicas(master);
  if (!config || good >= config.minReplicas) return undefined;
  return {
    reason: `its master rejects writes (NOREPLICAS): ${counted(good, 'replica')} of the ${config.minReplicas} that min-replicas-to-write asks for ${good === 1 ? 'acknowledges' : 'acknowledge'} in time`,
    fix: 'start its replicas, or lower min-replicas-to-write',
  };
}
