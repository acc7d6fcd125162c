import { shardsOf } from '../../../cluster/sharded/shards.ts';
import { formatSlots } from '../../../cluster/sharded/slots.ts';
import { areJoined, inspectShards, type SeenShards } from '../../sandbox/shard-health.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';
import { repeatStarts, type StartWatch } from './repeat-starts.ts';

/**
 * Makes a function that compares the slots of each shard, as text, with those of the first look at a healthy cluster.
 * It returns the problem, or undefined. A look that shows nothing has no `slots`.
 */
export function slotComparer(): (slots: string | undefined, isWell: boolean) => string | undefined {
  let first: string | undefined;
  return (slots, isWell) => {
    if (slots === undefined) return undefined;
    if (isWell) first ??= slots;
    return first === undefined || slots === first ? undefined : `slots moved: ${first} → ${slots}`;
  };
}

/** The slots of each shard as text; undefined if a node was too slow to answer: who has its slots is not known then. */
export const slotsIn = ({ snapshot }: SeenShards): string | undefined =>
  snapshot.silentDataNodes.length > 0
    ? undefined
    : shardsOf(snapshot)
        .map(({ master }) => formatSlots(master.slots))
        .join('; ');

/** Many clusters start at the same time: a node can take a while to answer. */
const askMs = 2000;

const watch: StartWatch = {
  withinMs: 40_000,
  // Nodes that formed a second cluster would meet the others within this time.
  watchMs: 2000,
  looker({ nodes }) {
    const compare = slotComparer();
    return async () => {
      const look = await inspectShards(nodes, askMs);
      const isWell = look?.errors.length === 0 && areJoined(look.snapshot, nodes);
      return { isWell, fault: compare(look && slotsIn(look), isWell) };
    };
  },
};

/** Starts this many new Redis Clusters. Returns a message for each one that went wrong. */
export const shardStarts = async (like: DrillSandbox, times: number, signal: AbortSignal) =>
  repeatStarts(like, times, signal, watch);
