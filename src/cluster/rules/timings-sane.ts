import { listWords } from '../../diagnostics/list-words.ts';
import { nodeAt, type StatusFault, type StatusRule } from './status-rule.ts';

/** Below it, sentinels can consider a new master down while they still connect to it (ping period). */
const leastDownAfterMs = 1000;

function faultsOf(downAfterMs: number, failoverTimeoutMs: number): Omit<StatusFault, 'node'>[] {
  const faults: Omit<StatusFault, 'node'>[] = [];
  if (downAfterMs < leastDownAfterMs) {
    faults.push({
      is: `down-after-milliseconds is ${downAfterMs}`,
      expected: `${leastDownAfterMs} or more: below it, a failover can trigger the next one`,
      fix: 'SENTINEL SET mymaster down-after-milliseconds 2000 on every sentinel',
    });
  }
  if (failoverTimeoutMs < 3 * downAfterMs) {
    faults.push({
      is: `failover-timeout is ${failoverTimeoutMs}, with down-after-milliseconds ${downAfterMs}`,
      expected: `${3 * downAfterMs} or more: otherwise a failover is retried before it can end`,
      fix: `SENTINEL SET mymaster failover-timeout ${3 * downAfterMs} on every sentinel`,
    });
  } else if (failoverTimeoutMs > 60_000 && failoverTimeoutMs > 10 * downAfterMs) {
    faults.push({
      severity: 'warning',
      is: `failover-timeout is ${failoverTimeoutMs}`,
      expected: 'a few times down-after: a failed failover is retried only after twice this time',
      fix: `SENTINEL SET mymaster failover-timeout ${5 * downAfterMs} on every sentinel`,
    });
  }
  return faults;
}

export const timingsSane: StatusRule = {
  name: 'timings-sane',
  requires: 'down-after and failover-timeout are reasonable, and equal on every sentinel',
  why: 'With a short down-after-milliseconds, a failover can trigger the next one. With a short failover-timeout, a failover is retried before it can end; with a long one, the retry is late. SENTINEL SET is not propagated, so the settings of sentinels can differ.',
  check({ sentinels }) {
    const settings = new Set(
      sentinels.map((view) => `${view.downAfterMs}/${view.failoverTimeoutMs}/${view.quorum}`),
    );
    const differ: StatusFault[] =
      settings.size > 1
        ? [
            {
              is: `down-after/failover-timeout/quorum differ between sentinels: ${listWords([...settings])}`,
              expected: 'the same settings on all',
              fix: 'SENTINEL SET is not propagated: send it to every sentinel',
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
