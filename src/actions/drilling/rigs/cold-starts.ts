import { isComplete, inspectCluster } from '../../sandbox/cluster-health.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';
import { repeatStarts, type StartWatch } from './repeat-starts.ts';

const watch: StartWatch = {
  withinMs: 30_000,
  // The sentinels would demote a second master only after ten seconds, so it would be visible.
  watchMs: 2500,
  looker({ nodes, masterName }) {
    const seen = new Set<string>();
    return async () => {
      const look = await inspectCluster(nodes, masterName);
      const masters = look?.snapshot.dataNodes.filter(({ role }) => role === 'master') ?? [];
      for (const { at } of masters) seen.add(at.host);
      return {
        isWell: look?.errors.length === 0 && isComplete(look.snapshot, nodes),
        fault: seen.size > 1 ? `${[...seen].join(' and ')} were both master` : undefined,
      };
    };
  },
};

/** Starts this many new clusters with sentinels. Returns a message for each one that went wrong. */
export const coldStarts = async (like: DrillSandbox, times: number, signal: AbortSignal) =>
  repeatStarts(like, times, signal, watch);
