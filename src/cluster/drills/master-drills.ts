import type { Drill } from './drill.ts';
import type { Timings } from './timings.ts';

const masterShutDown = ({ downAfterMs: d }: Timings): Drill => ({
  id: 5,
  name: 'master-shut-down',
  title: 'The master shuts down cleanly without handing over',
  invariants: ['other-master', 'one-writer', 'no-abort'],
  bounds: { gapMs: d + 2500, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'shutdown', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'wait', ms: 500 },
    { kind: 'start', who: 'old-master' },
  ],
});

const masterStopped = (): Drill => ({
  id: 6,
  name: 'master-stopped',
  title: 'The master is stopped as in an upgrade, and hands over first',
  isAlone: true,
  rounds: 3,
  invariants: ['other-master', 'one-writer', 'clean-stops', 'no-abort'],
  bounds: { medianGapMs: 250, gapMs: 1200, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'stop', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: 5000 },
    { kind: 'start', who: 'old-master' },
  ],
});

const rollingRestart = (): Drill => ({
  id: 7,
  name: 'rolling-restart',
  title: 'All data nodes are restarted, one after the other, the master last',
  invariants: ['other-master', 'one-writer', 'clean-stops', 'few-changes'],
  bounds: { gapMs: 1200, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [{ kind: 'restart-each', who: 'data' }],
});

const masterFrozen = ({ downAfterMs: d }: Timings): Drill => ({
  id: 9,
  name: 'master-frozen',
  title: 'The master hangs: it keeps its connections but does not reply',
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: d + 2100, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'freeze', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 6000 },
    { kind: 'wait', ms: 1000 },
    { kind: 'thaw', who: 'old-master' },
  ],
});

const frozenMasterReturns = ({ downAfterMs: d }: Timings): Drill => ({
  id: 10,
  name: 'frozen-master-returns',
  title: 'A master that hung for 12 s resumes, and a client that kept its connection writes there',
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: d + 2100, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'freeze', who: 'master' },
    { kind: 'wait', ms: 12_000 },
    { kind: 'thaw', who: 'old-master' },
    { kind: 'wait', ms: 2000 },
  ],
});

const secondFailure = ({ downAfterMs: d }: Timings): Drill => ({
  id: 22,
  name: 'second-failure',
  title: 'The new master is killed while the old one is down, then both come back',
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: 30_000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'wait', ms: 500 },
    { kind: 'kill', who: 'master' },
    { kind: 'wait', ms: d + 2000 },
    { kind: 'start', who: 'old-master' },
    { kind: 'until', what: 'writes', withinMs: 25_000 },
    { kind: 'start', who: 'data' },
  ],
});

const replicaKilledInFailover = ({ downAfterMs: d }: Timings): Drill => ({
  id: 24,
  name: 'replica-killed-in-failover',
  title: 'The replica that was not selected is killed during a failover',
  invariants: ['other-master', 'one-writer'],
  // The last replica is down: until it is back, the new master rejects writes.
  bounds: { gapMs: d + 8000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'selected', withinMs: d + 3000 },
    { kind: 'kill', who: 'passed-over' },
    { kind: 'wait', ms: 1000 },
    { kind: 'start', who: 'replicas' },
    { kind: 'until', what: 'writes', withinMs: 15_000 },
    { kind: 'start', who: 'old-master' },
  ],
});

const plannedSwitchover = (): Drill => ({
  id: 25,
  name: 'planned-switchover',
  title: 'An operator runs the switchover of this program while a client stays connected',
  isAlone: true,
  isHarmless: true,
  rounds: 10,
  invariants: ['other-master', 'one-writer', 'no-abort'],
  bounds: { medianGapMs: 50, gapMs: 1200, lost: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [{ kind: 'switchover' }],
});

const priorityZero = ({ downAfterMs: d }: Timings): Drill => ({
  id: 26,
  name: 'priority-zero',
  title: 'A replica with priority 0 that is not announced is neither listed nor promoted',
  invariants: ['other-master', 'one-writer', 'steps-as-described'],
  // A replica that is not announced is reconfigured only when the sentinels next check it.
  bounds: { gapMs: d + 4000, lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'command', who: 'replica', command: ['CONFIG', 'SET', 'replica-priority', '0'] },
    { kind: 'command', who: 'replica', command: ['CONFIG', 'SET', 'replica-announced', 'no'] },
    { kind: 'expect-listed', who: 'replica', isListed: false },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'expect-master', who: 'second-replica' },
    { kind: 'command', who: 'replica', command: ['CONFIG', 'SET', 'replica-priority', '100'] },
    { kind: 'command', who: 'replica', command: ['CONFIG', 'SET', 'replica-announced', 'yes'] },
    { kind: 'start', who: 'old-master' },
  ],
});

/** The master ends, hangs or hands over. */
export const masterDrills: readonly ((timings: Timings) => Drill)[] = [
  masterShutDown,
  masterStopped,
  rollingRestart,
  masterFrozen,
  frozenMasterReturns,
  secondFailure,
  replicaKilledInFailover,
  plannedSwitchover,
  priorityZero,
];
