import { counted } from '../../diagnostics/counted.ts';
import type { ClusterSnapshot, DataView } from '../status/cluster-snapshot.ts';
import { replicasOf } from './node-facts.ts';

/** Why a master that runs rejects every write. */
export interface WriteRefusal {
  /** `it rejects writes (MISCONF): …` */
  readonly reason: string;
  /** Since when, in ms; undefined if the servers do not report it. */
  readonly sinceMs?: number;
}

/** How many replicas acknowledge the writes of a master in time. */
export const goodReplicas = ({ followers, config }: DataView) =>
  followers.filter(({ state, lagS }) => state === 'online' && lagS <= (config?.maxLagS ?? 10))
    .length;

function tooFewReplicas(snapshot: ClusterSnapshot, master: DataView): WriteRefusal | undefined {
  const { config } = master;
  const followers = goodReplicas(master);
  if (!config || followers >= config.minReplicas) return undefined;
  const { known } = replicasOf(snapshot);
  // With a replica missing, the fence of the image asks for more of them than there can be.
  if (followers >= known.length && followers > 0 && config.minReplicas > known.length)
    return {
      reason: `the master holds writes (NOREPLICAS): min-replicas-to-write is ${config.minReplicas}, more than the ${counted(known.length, 'replica')} there are`,
    };
  if (known.length === 0)
    return {
      reason: `the master rejects writes (NOREPLICAS): it has no replica, and min-replicas-to-write is ${config.minReplicas}`,
    };
  // The last replica that was lost; the sentinels see each one separately.
  const lost = snapshot.sentinels.flatMap(({ replicas, downAfterMs }) =>
    replicas
      .filter(({ downMs }) => downMs > 0)
      .map(({ downMs, lastReplyMs }) => Math.max(lastReplyMs, downMs + downAfterMs)),
  );
  return {
    reason: `the master rejects writes (NOREPLICAS): ${followers} of ${counted(known.length, 'replica')} ${followers === 1 ? 'acknowledges' : 'acknowledge'} in time`,
    ...(lost.length === 0 ? {} : { sinceMs: Math.min(...lost) }),
  };
}

/** Why a server rejects every write by itself, whatever its replicas do; undefined if it accepts them. */
export function ownRefusal(master: DataView): WriteRefusal | undefined {
  const { isLoading, appendOnly, appendWriteOk, snapshotOk, config } = master;
  const { memoryBytes, maxMemoryBytes, policy } = master;
  if (isLoading)
    return { reason: 'the master is loading its data', sinceMs: master.uptimeS * 1000 };
  if (appendOnly && !appendWriteOk)
    return {
      reason: 'the master rejects writes (MISCONF): its append-only file cannot be written',
    };
  if (!snapshotOk && config?.stopsOnFailedSave === true && config.saves !== '')
    return {
      reason: 'the master rejects writes (MISCONF): its last snapshot failed',
    };
  if (maxMemoryBytes > 0 && memoryBytes >= maxMemoryBytes && policy === 'noeviction')
    return {
      reason: 'the master rejects writes (OOM): its memory is full',
    };
  return undefined;
}

/** Why the master rejects every write; undefined if it accepts them, as far as it reports. */
export const writeRefusal = (
  snapshot: ClusterSnapshot,
  master: DataView,
): WriteRefusal | undefined => ownRefusal(master) ?? tooFewReplicas(snapshot, master);
