import type { Drill } from './drill.ts';
import { noGapMs, type Timings } from './timings.ts';

/** Every printable character that is special to a shell, a configuration file or a URL. */
const nastyPassword = 'p%w&/#@"\'\\ $;`{}[]()|<>*?!~^=+,.:-_x';

const quickRestart = (): Drill => ({
  id: 18,
  name: 'quick-restart',
  title: 'The master is killed and back before it is considered down: a replica leads',
  env: { down_after_ms: '6000', failover_timeout_ms: '18000' },
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: 3000, lost: 0, twoMastersMs: 0, convergedMs: 15_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'start', who: 'old-master' },
    { kind: 'until', what: 'writes', withinMs: 6000 },
  ],
});

const emptyRestart = (): Drill => ({
  id: 19,
  name: 'empty-restart',
  title: 'The master comes back at once with an empty disk, long before it is considered down',
  env: { down_after_ms: '30000', failover_timeout_ms: '90000' },
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: 3000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  isAlone: true,
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'empty', who: 'old-master' },
    { kind: 'start', who: 'old-master' },
    { kind: 'until', what: 'writes', withinMs: 20_000 },
  ],
});

const oldMasterReturns = ({ downAfterMs: d }: Timings): Drill => ({
  id: 20,
  name: 'old-master-returns',
  title: 'The old master comes back after the failover and is never a second master',
  rounds: 2,
  invariants: ['other-master', 'one-writer', 'never-second-master'],
  bounds: { gapMs: d + 2000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'wait', ms: 3000 },
    { kind: 'start', who: 'old-master' },
    { kind: 'wait', ms: 3000 },
  ],
});

const longLoad = ({ downAfterMs: d }: Timings): Drill => ({
  id: 21,
  name: 'long-load',
  title: 'The master comes back at once, but takes longer to load its data than a failover takes',
  setup: [{ kind: 'fill', mebibytes: 320 }],
  invariants: ['other-master', 'one-writer'],
  bounds: { gapMs: d + 2000, lost: 0, twoMastersMs: 0, convergedMs: 60_000 },
  isAlone: true,
  steps: [
    { kind: 'kill', who: 'master' },
    { kind: 'start', who: 'old-master' },
    { kind: 'until', what: 'writes', withinMs: 30_000 },
  ],
});

const allRestarted = (): Drill => ({
  id: 27,
  name: 'all-restarted',
  title: 'Every node is killed, and all start again with the same addresses',
  // Long enough for a start on a busy machine: a state is checked, not a time.
  env: { down_after_ms: '6000', failover_timeout_ms: '18000' },
  invariants: ['no-failover', 'same-master', 'same-epoch', 'ids-kept', 'one-writer'],
  bounds: { lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'kill', who: 'all' },
    { kind: 'wait', ms: 500 },
    { kind: 'start', who: 'all' },
  ],
});

const coldStarts = (): Drill => ({
  id: 29,
  name: 'cold-starts',
  title: 'New clusters start, all nodes at the same moment, 20 times',
  invariants: ['all-passed'],
  bounds: { lost: 0, convergedMs: 15_000 },
  steps: [{ kind: 'cold-starts', times: 20 }],
});

const scaled = (): Drill => ({
  id: 34,
  name: 'scaled',
  title: 'Replicas go from 2 to 4 and back, sentinels from 3 to 5 and back, under load',
  invariants: ['no-failover', 'same-master'],
  bounds: { gapMs: noGapMs, lost: 0, twoMastersMs: 0, convergedMs: 40_000 },
  steps: [
    { kind: 'scale', replicas: 4, sentinels: 5 },
    { kind: 'until', what: 'healthy', withinMs: 40_000 },
    { kind: 'scale', replicas: 2, sentinels: 3 },
  ],
});

const passwordsRotated = (): Drill => ({
  id: 35,
  name: 'passwords-rotated',
  title: 'Both passwords change under load; the old ones are rejected afterwards',
  isAlone: true,
  env: { redis_password: 'first-data', sentinel_password: 'first-sentinel' },
  invariants: ['one-writer', 'steps-as-described'],
  bounds: { gapMs: 100, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [{ kind: 'rotate-passwords' }],
});

const migrated = (): Drill => ({
  id: 49,
  name: 'migrated',
  title: 'All nodes are replaced by new ones at other addresses, as in a migration to Rancher 2',
  isAlone: true,
  env: { redis_password: 'data', sentinel_password: 'sentinel' },
  invariants: ['one-writer', 'old-addresses-gone', 'steps-as-described'],
  bounds: { gapMs: 300, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [{ kind: 'replace-nodes' }],
});

const nastyPasswords = ({ downAfterMs: d }: Timings): Drill => ({
  id: 36,
  name: 'nasty-passwords',
  title: 'Passwords with every shell-hostile character, with restarts and a failover',
  env: { redis_password: nastyPassword, sentinel_password: `${nastyPassword}s` },
  invariants: ['other-master', 'one-writer', 'ids-kept'],
  bounds: { gapMs: d + 2000, lost: 0, twoMastersMs: 0, convergedMs: 30_000 },
  steps: [
    { kind: 'restart-each', who: 'sentinels' },
    { kind: 'kill', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: d + 5000 },
    { kind: 'start', who: 'old-master' },
  ],
});

/** Nodes that come back in different states, and changes while the cluster runs. */
export const restartDrills: readonly ((timings: Timings) => Drill)[] = [
  quickRestart,
  emptyRestart,
  oldMasterReturns,
  longLoad,
  allRestarted,
  coldStarts,
  scaled,
  passwordsRotated,
  nastyPasswords,
  migrated,
];
