import { formatEndpoint } from '../endpoint.ts';
import { namedMasterView } from '../status/majority.ts';
import type { StatusRule } from './status-rule.ts';

export const replicaLagBounded: StatusRule = {
  name: 'replica-lag-bounded',
  requires: 'every replica acknowledged the replication stream within min-replicas-max-lag',
  why: 'If the master fails, the writes that a lagging replica does not have yet are lost.',
  check(snapshot) {
    const master = namedMasterView(snapshot);
    const boundS = master?.config?.maxLagS || 10;
    return (master?.followers ?? [])
      .filter(({ state, lagS }) => state !== 'online' || lagS > boundS)
      .map(({ at, state, lagS, offset }) => ({
        node: formatEndpoint(at),
        is:
          state === 'online'
            ? `its last acknowledgement is ${lagS} s old, ${(master?.offset ?? 0) - offset} bytes behind`
            : `its replication is in state ${state}`,
        expected: `online, with an acknowledgement within ${boundS} s`,
        fix: 'check its host for a lack of CPU, disk or network; a first copy of much data takes a while',
      }));
  },
};
