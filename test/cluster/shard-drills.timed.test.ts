// Every drill of a Redis Cluster that this machine can run, on processes.
import { availableParallelism } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import type { FinishedDrill } from '../../src/actions/drilling/finished-drill.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import { allShardDrills } from '../../src/cluster/drills/all-drills.ts';
import { ableDrills, runTimedDrills } from './support/run-timed-drills.ts';

const drills = ableDrills(allShardDrills());
/** test/image/cluster-forms.timed.test.ts has twenty starts. */
const coldStarts = 3;
const lanes = availableParallelism() + 1;
let done: readonly FinishedDrill[] = [];

beforeAll(async () => {
  const entry = await loadClusterEntry(undefined, 'cluster');
  done = await runTimedDrills(
    drills.map((drill) => ({ drill, entry, coldStarts })),
    lanes,
  );
}, 900_000);

test.for(drills)('$id $name', ({ id }) => {
  expect(done.find(({ result }) => result.id === id)?.result.problems).toEqual([]);
});
