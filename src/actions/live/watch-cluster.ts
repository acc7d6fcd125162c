import { setTimeout as sleep } from 'node:timers/promises';
import { CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  checkCluster,
  statusRequest,
  type ClusterStatus,
  type StatusOptions,
} from './check-cluster.ts';

/** Takes the checks of a watch as they end. */
export interface WatchListener {
  checked(status: ClusterStatus): void;
  /** The cluster could not be read; it is checked again. */
  failed(diagnostics: readonly Diagnostic[]): void;
}

const everyMs = 2000;

/**
 * Checks a live cluster again and again until `signal` aborts. Throws like `checkCluster` if the first check
 * fails, because the options can be wrong. Later, an outage is what a watch is there to report.
 */
export async function watchCluster(
  options: StatusOptions & { readonly signal: AbortSignal },
  listener: WatchListener,
): Promise<void> {
  const { signal } = options;
  const request = statusRequest(options);
  for (let hasAnswered = false; !signal.aborted;) {
    try {
      listener.checked(await checkCluster(request));
      hasAnswered = true;
    } catch (error) {
      if (!hasAnswered || !(error instanceof CatalogError)) throw error;
      listener.failed(error.diagnostics);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
