import type { Drill } from './drill.ts';
import { noGapMs, type Timings } from './timings.ts';

const sentinelKilled = ({ downAfterMs: d }: Timings): Drill => ({
  id: 1,
  name: 'sentinel-killed',
  title: 'One sentinel is killed, and comes back',
  isClassic: true,
  invariants: ['no-failover', 'same-master', 'ids-kept', 'no-full-copy'],
  bounds: { gapMs: noGapMs, lost: 0, staleReads: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { act: 'kill', who: 'sentinel' },
    { act: 'wait', ms: d + 2000 },
    { act: 'start', who: 'sentinel' },
  ],
});

const sentinelsKilled = (): Drill => ({
  id: 2,
  name: 'sentinels-killed',
  title:
    'All sentinels are killed, and come back: clients that are connected write on, new ones fail fast',
  isClassic: true,
  invariants: ['no-failover', 'same-master', 'ids-kept', 'acts-as-told'],
  bounds: { gapMs: noGapMs, lost: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { act: 'kill', who: 'sentinels' },
    { act: 'wait', ms: 2000 },
    { act: 'new-client', failsWithinMs: 2000 },
    { act: 'start', who: 'sentinels' },
  ],
});

const replicaKilled = ({ downAfterMs: d }: Timings): Drill => ({
  id: 3,
  name: 'replica-killed',
  title: 'A replica is killed, and comes back: writers see nothing, readers go to the other one',
  isClassic: true,
  invariants: ['no-failover', 'same-master'],
  bounds: { gapMs: noGapMs, lost: 0, staleReads: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { act: 'kill', who: 'replica' },
    { act: 'wait', ms: d + 1500 },
    { act: 'start', who: 'replica' },
  ],
});

const masterKilled = ({ downAfterMs: d, deadAddressMs }: Timings): Drill => ({
  id: 4,
  name: 'master-killed',
  title: 'The master is killed, a replica takes over, and the old master comes back as a replica',
  isClassic: true,
  isAlone: true,
  rounds: 5,
  invariants: ['other-master', 'one-writer', 'no-abort', 'no-tilt', 'nodes-live'],
  bounds: {
    medianGapMs: d + 600,
    gapMs: d + 2000,
    lost: 0,
    twoMastersMs: 0,
    convergedMs: 30_000,
    ioredisExtraMs: 100 + deadAddressMs,
  },
  steps: [
    { act: 'kill', who: 'master' },
    { act: 'until', what: 'new-master', withinMs: d + 5000 },
    { act: 'wait', ms: 500 },
    { act: 'start', who: 'old-master' },
  ],
});

/** The four that the first stack of this kind was tried with, each with the return of what fell. */
export const classicDrills: readonly ((timings: Timings) => Drill)[] = [
  sentinelKilled,
  sentinelsKilled,
  replicaKilled,
  masterKilled,
];
