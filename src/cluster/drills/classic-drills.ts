import type { Drill } from './drill.ts';
import { noGapMs, type Timings } from './timings.ts';

const sentinelKilled = ({ downAfterMs: d }: Timings): Drill => ({
  id: 1,
  name: 'sentinel-killed',
  title: 'One sentinel is killed and comes back',
  isClassic: true,
  invariants: ['no-failover', 'same-master', 'ids-kept', 'no-full-copy'],
  bounds: { gapMs: noGapMs, lost: 0, staleReads: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { kind: 'kill', who: 'sentinel' },
    { kind: 'wait', ms: d + 2000 },
    { kind: 'start', who: 'sentinel' },
  ],
});

const sentinelsKilled = (): Drill => ({
  id: 2,
  name: 'sentinels-killed',
  title:
    'All sentinels are killed and come back: connected clients keep writing, new ones fail fast',
  isClassic: true,
  invariants: ['no-failover', 'same-master', 'ids-kept', 'steps-as-described'],
  bounds: { gapMs: noGapMs, lost: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { kind: 'kill', who: 'sentinels' },
    { kind: 'wait', ms: 2000 },
    { kind: 'new-client', failsWithinMs: 2000 },
    { kind: 'start', who: 'sentinels' },
  ],
});

const replicaKilled = ({ downAfterMs: d }: Timings): Drill => ({
  id: 3,
  name: 'replica-killed',
  title: 'A replica is killed and comes back: writers are not affected, readers use the other one',
  isClassic: true,
  invariants: ['no-failover', 'same-master'],
  bounds: { gapMs: noGapMs, lost: 0, staleReads: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { kind: 'kill', who: 'replica' },
    { kind: 'wait', ms: d + 1500 },
    { kind: 'start', who: 'replica' },
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
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'wait', ms: 500 },
    { kind: 'start', who: 'old-master' },
  ],
});

/** The four faults that the first stack of this kind was tested with; each node comes back. */
export const classicDrills: readonly ((timings: Timings) => Drill)[] = [
  sentinelKilled,
  sentinelsKilled,
  replicaKilled,
  masterKilled,
];
