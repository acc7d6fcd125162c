import { shardsOf } from '../sharded/shards.ts';
import { formatSlots } from '../sharded/slots.ts';
import type { Evidence } from './evidence.ts';
import type { Invariant } from './invariant.ts';
import { longestGap } from './measure.ts';
import type { AnySnapshot } from './rig.ts';

/** The longest time without a write to a shard that the fault did not hit. */
const othersGapMs = ({ record, rounds }: Evidence) =>
  Math.max(
    0,
    ...record.writers
      .filter(({ name }) => name.startsWith('shard-'))
      .flatMap(({ acks }) => rounds.map((round) => longestGap(acks, round).ms)),
  );

/** Twice the longest gap of the untouched server, as for other gaps. */
const noiseBound = ({ rounds }: Evidence) =>
  2 * Math.max(0, ...rounds.map(({ noiseMs }) => noiseMs));

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
  'others-pause-briefly': {
    sentence: 'Writes to the other shards pause for at most 2.5 s.',
    check: (evidence) => {
      const ms = othersGapMs(evidence);
      return ms <= Math.max(2500, noiseBound(evidence))
        ? undefined
        : `they paused for ${Math.round(ms)} ms`;
    },
  },
  'others-go-on': {
    sentence: 'Writes to the other shards do not pause for more than 0.3 s.',
    check: (evidence) => {
      const ms = othersGapMs(evidence);
      return ms <= Math.max(300, noiseBound(evidence))
        ? undefined
        : `they paused for ${Math.round(ms)} ms`;
    },
  },
  'one-cluster': {
    sentence: 'Each of the starts forms exactly one cluster, with a master for every slot.',
    check: () => undefined,
  },
} as const satisfies Record<string, Invariant>;
