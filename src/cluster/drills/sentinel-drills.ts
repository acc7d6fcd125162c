import type { Drill } from './drill.ts';
import { noGapMs, type Timings } from './timings.ts';

/** A majority that was lost and is back decides within this time. */
const returnMs = ({ d, f }: { readonly d: number; readonly f: number }) => 2 * f + d;

const sentinelsRestarted = (): Drill => ({
  id: 8,
  name: 'sentinels-restarted',
  title: 'All sentinels are restarted one by one',
  invariants: ['no-failover', 'same-master', 'same-epoch', 'ids-kept', 'clean-stops'],
  bounds: { gapMs: noGapMs, lost: 0, staleReads: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [{ kind: 'restart-each', who: 'sentinels' }],
});

const masterAndSentinelKilled = ({ downAfterMs: d }: Timings): Drill => ({
  id: 11,
  name: 'master-and-sentinel-killed',
  title: 'The master and one sentinel are killed together',
  invariants: ['other-master', 'one-writer', 'ids-kept'],
  bounds: { gapMs: d + 1500, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'kill', who: 'sentinel' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'wait', ms: 500 },
    { kind: 'start', who: 'all' },
  ],
});

const majorityLost = ({ downAfterMs: d, failoverTimeoutMs: f }: Timings): Drill => ({
  id: 12,
  name: 'majority-lost',
  title: 'The master and two of three sentinels are killed; one sentinel comes back',
  invariants: ['no-failover-while-few', 'other-master', 'one-writer', 'steps-as-described'],
  bounds: { gapMs: d + 6000 + returnMs({ d, f }), lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'two-sentinels' },
    { kind: 'kill', who: 'master' },
    { kind: 'watch-no-failover', ms: d + 6000 },
    { kind: 'start', who: 'sentinel' },
    { kind: 'until', what: 'writes', withinMs: returnMs({ d, f }) },
    { kind: 'start', who: 'all' },
  ],
});

const quorumOfAll = ({ downAfterMs: d, failoverTimeoutMs: f }: Timings): Drill => ({
  id: 13,
  name: 'quorum-of-all',
  title: 'The quorum is three of three sentinels, and one is down',
  env: { quorum: '3' },
  invariants: ['no-failover-while-few', 'other-master', 'one-writer', 'steps-as-described'],
  bounds: { gapMs: d + 6000 + returnMs({ d, f }), lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'sentinel' },
    { kind: 'wait', ms: d + 1000 },
    {
      kind: 'expect-quorum',
      matches:
        /^NOQUORUM 2 usable Sentinels\. Not enough available Sentinels to reach the specified quorum/,
    },
    { kind: 'kill', who: 'master' },
    { kind: 'watch-no-failover', ms: d + 6000 },
    { kind: 'start', who: 'sentinel' },
    { kind: 'until', what: 'writes', withinMs: returnMs({ d, f }) },
    { kind: 'start', who: 'all' },
  ],
});

const leaderKilled = ({ downAfterMs: d, failoverTimeoutMs: f }: Timings): Drill => ({
  id: 23,
  name: 'leader-killed',
  title: 'The sentinel that leads a failover fails: after its election, then after the promotion',
  invariants: ['one-writer', 'steps-as-described'],
  bounds: { gapMs: returnMs({ d, f }), lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    {
      kind: 'command',
      who: 'sentinels',
      command: ['SENTINEL', 'SIMULATE-FAILURE', 'crash-after-election'],
    },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'sentinel-ended', withinMs: d + 5000 },
    // HELP clears the flags.
    { kind: 'command', who: 'sentinels', command: ['SENTINEL', 'SIMULATE-FAILURE', 'HELP'] },
    // As Rancher does.
    { kind: 'wait', ms: 1000 },
    { kind: 'start', who: 'sentinels' },
    { kind: 'until', what: 'writes', withinMs: returnMs({ d, f }) },
    { kind: 'start', who: 'all' },
    { kind: 'until', what: 'healthy', withinMs: 30_000 },
    { kind: 'wait', ms: 1000 },
    { kind: 'forget-events' },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'promotion-asked', withinMs: d + 5000 },
    { kind: 'kill', who: 'leader' },
    { kind: 'until', what: 'writes', withinMs: returnMs({ d, f }) },
    { kind: 'start', who: 'all' },
  ],
});

const memoryLost = (): Drill => ({
  id: 32,
  name: 'memory-lost',
  title: 'The volume of one sentinel is lost, then the volumes of all',
  invariants: ['no-failover', 'same-master', 'ids-kept'],
  bounds: { gapMs: noGapMs, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'sentinel' },
    { kind: 'empty', who: 'sentinel' },
    { kind: 'start', who: 'sentinel' },
    { kind: 'until', what: 'healthy', withinMs: 30_000 },
    { kind: 'kill', who: 'sentinels' },
    { kind: 'empty', who: 'sentinels' },
    { kind: 'start', who: 'sentinels' },
  ],
});

/** Votes: too few sentinels, leaders that fail, sentinels that lose their state. */
export const sentinelDrills: readonly ((timings: Timings) => Drill)[] = [
  sentinelsRestarted,
  masterAndSentinelKilled,
  majorityLost,
  quorumOfAll,
  leaderKilled,
  memoryLost,
];
