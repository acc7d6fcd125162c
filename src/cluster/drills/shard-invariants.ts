import { shardsOf } from '../sharded/shards.ts';
import { formatSlots } from '../sharded/slots.ts';
import type { Invariant } from './invariant.ts';
import type { AnySnapshot } from './rig.ts';

const slotLines = (snapshot: AnySnapshot) =>
  'sentinels' in snapshot
    ? ''
    : shardsOf(snapshot)
        .map(({ master }) => formatSlots(master.slots))
        .join(' | ');

const nodeIds = (snapshot: AnySnapshot) =>
  'sentinels' in snapshot ? [] : snapshot.dataNodes.map(({ id }) => id).sort();

/** What drills of a Redis Cluster can require. */
export const shardInvariants = {
  'slots-kept': {
    sentence: 'Each shard has the same slots as before.',
    check: ({ before, after }) =>
      slotLines(before) === slotLines(after) ? undefined : `now ${slotLines(after)}`,
  },
  'nodes-kept': {
    sentence: 'Every node has the same id as before, and no other one is known.',
    check: ({ before, after }) =>
      nodeIds(before).join() === nodeIds(after).join() ? undefined : 'the ids changed',
  },
  'node-replaced': {
    sentence: 'The emptied node has a new id, and the others have forgotten the old one.',
    check: ({ before, after }) => {
      const known = new Set(nodeIds(before));
      const fresh = nodeIds(after).filter((id) => !known.has(id)).length;
      return fresh === 1 && nodeIds(after).length === known.size
        ? undefined
        : `${fresh} of ${nodeIds(after).length} ids are new`;
    },
  },
  'joined-as-replicas': {
    sentence: 'Each new node is a replica, and no master has two more replicas than another one.',
    check: ({ before, after }) => {
      if ('sentinels' in before || 'sentinels' in after) return 'this is not a Redis Cluster';
      const counts = shardsOf(after).map(({ replicas }) => replicas.length);
      if (counts.length !== shardsOf(before).length) return `there are ${counts.length} shards`;
      const uneven = Math.max(...counts) - Math.min(...counts) > 1;
      return uneven ? `the masters have ${counts.join(', ')} replicas` : undefined;
    },
  },
  'one-cluster': {
    sentence: 'Each of the starts forms exactly one cluster, with a master for every slot.',
    check: () => undefined,
  },
} as const satisfies Record<string, Invariant>;
