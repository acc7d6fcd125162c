import { setTimeout as sleep } from 'node:timers/promises';
import { checkCluster, type ClusterStatus } from './check-cluster.ts';
import { statusRequest, type StatusOptions } from './status-request.ts';

/** One check of a watch. */
export interface WatchedStatus {
  readonly status: ClusterStatus;
  /** When this watch saw the current state for the first time. */
  readonly since: Date;
  readonly at: Date;
  /** Whether the state differs from that of the check before; true for the first one. */
  readonly isNew: boolean;
  /** When a node provided a view for the last time; undefined if none did yet. */
  readonly lastSeen: Date | undefined;
}

const everyMs = 2000;
/** A failover takes about as long as two normal checks are apart. */
const duringFailoverMs = 500;

/**
 * Checks a live cluster again and again until `signal` aborts, also while it cannot be read. Throws only if an
 * option is wrong.
 */
export async function watchCluster(
  options: StatusOptions & { readonly signal: AbortSignal },
  onCheck: (watched: WatchedStatus) => void,
): Promise<void> {
  const { signal } = options;
  const request = statusRequest(options);
  let before: WatchedStatus | undefined;
  while (!signal.aborted) {
    const status = await checkCluster(request);
    const at = new Date();
    const isNew = status.diagnosis.summary !== before?.status.diagnosis.summary;
    before = {
      status,
      at,
      isNew,
      since: isNew ? at : (before?.since ?? at),
      lastSeen: status.seen ? at : before?.lastSeen,
    };
    onCheck(before);
    const pauseMs = status.diagnosis.state === 'failing-over' ? duringFailoverMs : everyMs;
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}
