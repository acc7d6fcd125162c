import { listWords, nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

/** Below it a new master can be taken for down while sentinels still connect to it (ping period). */
const leastDownAfterMs = 1000;

function faultsOf(downAfterMs: number, failoverTimeoutMs: number): Omit<StatusFault, 'node'>[] {
  const faults: Omit<StatusFault, 'node'>[] = [];
  if (downAfterMs < leastDownAfterMs) {
    faults.push({
      is: `down-after-milliseconds is ${downAfterMs}`,
      expected: `${leastDownAfterMs} or more: below it a failover can set off the next one`,
      fix: 'SENTINEL SET mymaster down-after-milliseconds 2000 on every sentinel',
    });
  }
  if (failoverTimeoutMs < 3 * downAfterMs) {
    faults.push({
      is: `failover-timeout is ${failoverTimeoutMs}, with down-after-milliseconds ${downAfterMs}`,
      expected: `${3 * downAfterMs} or more: a failover is tried again before it can end`,
      fix: `SENTINEL SET mymaster failover-timeout ${3 * downAfterMs} on every sentinel`,
    });
  } else if (failoverTimeoutMs > 60_000 && failoverTimeoutMs > 10 * downAfterMs) {
    faults.push({
      severity: 'warning',
      is: `failover-timeout is ${failoverTimeoutMs}`,
      expected:
        'a few times down-after: a failover that came to nothing is tried again only after twice this time',
      fix: `SENTINEL SET mymaster failover-timeout ${5 * downAfterMs} on every sentinel`,
    });
  }
  return faults;
}

/** Times with which failovers are safe and tried again soon, the same on every sentinel. */
export const timingsSane: StatusRule = {
  name: 'timings-sane',
  requires: 'down-after and failover-timeout are sane, and the same on every sentinel',
  check({ sentinels }) {
    const settings = new Set(
      sentinels.map((view) => `${view.downAfterMs}/${view.failoverTimeoutMs}/${view.quorum}`),
    );
    const differ: StatusFault[] =
      settings.size > 1
        ? [
            {
              is: `down-after/failover-timeout/quorum differ between sentinels: ${listWords([...settings])}`,
              expected: 'the same on all',
              fix: 'SENTINEL SET is not passed on: give it to every sentinel',
            },
          ]
        : [];
    const [first] = sentinels;
    if (settings.size <= 1 && first) return faultsOf(first.downAfterMs, first.failoverTimeoutMs);
    return [
      ...differ,
      ...sentinels.flatMap((view) =>
        faultsOf(view.downAfterMs, view.failoverTimeoutMs).map((fault) => ({
          ...fault,
          ...nodeAt(view.at),
        })),
      ),
    ];
  },
};
