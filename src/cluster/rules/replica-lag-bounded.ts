import { formatEndpoint } from '../endpoint.ts';
import { namedMasterView } from '../status/majority.ts';
import type { StatusRule } from './status-rule.ts';

/** With the master lost, all that a lagging replica has not yet got is lost too. */
export const replicaLagBounded: StatusRule = {
  name: 'replica-lag-bounded',
  requires: 'every replica was heard from within min-replicas-max-lag',
  check(snapshot) {
    const master = namedMasterView(snapshot);
    const boundS = master?.config?.maxLagS || 10;
    return (master?.followers ?? [])
      .filter(({ state, lagS }) => state !== 'online' || lagS > boundS)
      .map(({ at, state, lagS, offset }) => ({
        node: formatEndpoint(at),
        is:
          state === 'online'
            ? `it was last heard from ${lagS} s ago, ${(master?.offset ?? 0) - offset} bytes behind`
            : `its copy is in state ${state}`,
        expected: `online, and heard from within ${boundS} s`,
        fix: 'see whether its host is short of CPU, disk or network; a first copy of much data takes a while',
      }));
  },
};
