import type { Drill, Step } from './drill.ts';
import { noGapMs, type Timings } from './timings.ts';

/** An isolated master rejects writes after a while: only what it accepted until then is lost. */
const cutOffBounds = ({ downAfterMs, maxLagS }: Timings) => ({
  lost: 0,
  lostForMs: Math.min(downAfterMs, maxLagS * 1000),
  twoMastersMs: 0,
  convergedMs: 40_000,
});

const flaps: Step[] = Array.from({ length: 10 }).flatMap((): Step[] => [
  { kind: 'cut', some: ['old-master'] },
  { kind: 'wait', ms: 2000 },
  { kind: 'heal' },
  { kind: 'wait', ms: 5000 },
]);

const masterCutOff = (timings: Timings): Drill => ({
  id: 14,
  name: 'master-cut-off',
  title: 'The master alone is isolated for 25 s, with a client on its side',
  needs: 'namespace',
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: timings.downAfterMs + 2500, ...cutOffBounds(timings) },
  steps: [{ kind: 'cut', some: ['master'] }, { kind: 'wait', ms: 25_000 }, { kind: 'heal' }],
});

const minorityCutOff = (timings: Timings): Drill => ({
  id: 15,
  name: 'minority-cut-off',
  title: 'The master and one sentinel are isolated together for 60 s',
  needs: 'namespace',
  invariants: ['other-master', 'one-writer', 'ids-kept'],
  bounds: { gapMs: timings.downAfterMs + 2500, ...cutOffBounds(timings) },
  steps: [
    { kind: 'cut', some: ['master', 'sentinel'] },
    { kind: 'wait', ms: 60_000 },
    { kind: 'heal' },
  ],
});

const replicasCutOff = ({ maxLagS }: Timings): Drill => ({
  id: 16,
  name: 'replicas-cut-off',
  title: 'The replicas are cut off from the master only; the sentinels reach all nodes',
  needs: 'namespace',
  invariants: ['no-failover', 'same-master', 'one-writer', 'no-full-copy'],
  bounds: { lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'cut', some: ['master'], from: ['replicas'] },
    { kind: 'until', what: 'refused', withinMs: (maxLagS + 3) * 1000 },
    { kind: 'wait', ms: 3000 },
    { kind: 'heal' },
    { kind: 'until', what: 'writes', withinMs: 30_000 },
  ],
});

const flappingLink = (timings: Timings): Drill => ({
  id: 17,
  name: 'flapping-link',
  title: 'The link of the old master fails ten times for 2 s, 5 s apart',
  needs: 'namespace',
  invariants: ['few-changes', 'one-writer'],
  bounds: cutOffBounds(timings),
  steps: flaps,
});

const newAddresses = (): Drill => ({
  id: 28,
  name: 'new-addresses',
  title: 'The whole cluster is recreated with new addresses and its old volumes',
  needs: 'namespace',
  invariants: ['one-writer', 'ids-kept-anywhere'],
  bounds: { gapMs: 15_000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [{ kind: 'kill', who: 'all' }, { kind: 'move' }, { kind: 'start', who: 'all' }],
});

const sentinelsFirst = (): Drill => ({
  id: 30,
  name: 'sentinels-first',
  title: 'The sentinels start before any data node, and before the names resolve',
  needs: 'namespace',
  invariants: ['nodes-live', 'one-writer'],
  setup: [
    { kind: 'kill', who: 'all' },
    { kind: 'empty', who: 'all' },
    { kind: 'names', mode: 'gone', who: ['all'] },
    { kind: 'start', who: 'sentinels' },
    { kind: 'wait', ms: 8000 },
    { kind: 'names', mode: 'answer', who: ['all'] },
    { kind: 'start', who: 'data' },
    { kind: 'until', what: 'healthy', withinMs: 40_000 },
  ],
  bounds: { lost: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [{ kind: 'wait', ms: 2000 }],
});

const deadNames = ({ downAfterMs: d }: Timings): Drill => ({
  id: 31,
  name: 'dead-names',
  title:
    'The master fails and its name no longer resolves; then again with a name server that does not reply',
  needs: 'namespace',
  invariants: ['one-writer', 'no-tilt', 'no-abort'],
  bounds: { gapMs: d + 1500, lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'names', mode: 'gone', who: ['master'] },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'names', mode: 'answer', who: ['all'] },
    { kind: 'start', who: 'all' },
    { kind: 'until', what: 'healthy', withinMs: 30_000 },
    { kind: 'names', mode: 'silent', who: ['all'] },
    { kind: 'wait', ms: 2000 },
    { kind: 'kill', who: 'master' },
    { kind: 'wait', ms: d + 3000 },
    { kind: 'names', mode: 'answer', who: ['all'] },
    { kind: 'start', who: 'all' },
  ],
});

const diskReadOnly = ({ downAfterMs: d }: Timings): Drill => ({
  id: 33,
  name: 'disk-read-only',
  title: 'The sentinels cannot write their configuration, and the master fails',
  needs: 'namespace',
  invariants: ['other-master', 'one-writer', 'nodes-live'],
  bounds: { gapMs: d + 2000, lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'block-disk', who: 'sentinels' },
    { kind: 'wait', ms: 1000 },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'unblock-disk', who: 'sentinels' },
    { kind: 'start', who: 'old-master' },
  ],
});

const announcedAddresses = ({ downAfterMs: d }: Timings): Drill => ({
  id: 37,
  name: 'announced-addresses',
  title: 'Clients reach the nodes through mapped ports only, and the master fails',
  needs: 'namespace',
  isMapped: true,
  invariants: ['other-master', 'one-writer', 'announced-only'],
  bounds: { gapMs: d + 2000, lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'start', who: 'old-master' },
  ],
});

const clockAndStarvation = (): Drill => ({
  id: 38,
  name: 'clock-and-starvation',
  title: 'The clocks of the sentinels jump by ten seconds and back, then they get no CPU for 3 s',
  needs: 'clock',
  invariants: ['no-failover', 'same-master', 'tilt'],
  bounds: { gapMs: noGapMs, lost: 0, twoMastersMs: 0, convergedMs: 60_000 },
  steps: [
    { kind: 'step-clock', who: 'sentinels', seconds: 10 },
    { kind: 'wait', ms: 4000 },
    { kind: 'step-clock', who: 'sentinels', seconds: 0 },
    { kind: 'wait', ms: 3000 },
    { kind: 'freeze', who: 'sentinels' },
    { kind: 'wait', ms: 3000 },
    { kind: 'thaw', who: 'sentinels' },
    { kind: 'wait', ms: 31_000 },
  ],
});

/** Faults of the network, the name server, the disk and the clock, each in separate namespaces. */
export const networkDrills: readonly ((timings: Timings) => Drill)[] = [
  masterCutOff,
  minorityCutOff,
  replicasCutOff,
  flappingLink,
  newAddresses,
  sentinelsFirst,
  deadNames,
  diskReadOnly,
  announcedAddresses,
  clockAndStarvation,
];
