// Every drill that this machine can run, on processes, and a choice of them on containers.
import { chmodSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { beforeAll, expect, test, vi } from 'vitest';
import type { FinishedDrill } from '../../src/actions/drilling/finished-drill.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import { allDrills } from '../../src/cluster/drills/all-drills.ts';
import { containerTimings } from '../../src/cluster/drills/timings.ts';
import { drilledImage, useContainers, whyNoContainers } from './support/containers.ts';
import { ableDrills, runTimedDrills } from './support/run-timed-drills.ts';

const isCi = process.env.CI === 'true';
const onProcesses = ableDrills(allDrills());
/**
 * A node killed, emptied and cut off. containers.timed.test.ts in test/image kills masters, stops nodes, moves
 * them to other addresses and takes name resolution away.
 */
const inContainers = new Set([1, 14, 19]);
const onContainers =
  isCi || whyNoContainers === undefined
    ? allDrills(containerTimings).filter(({ id }) => inContainers.has(id))
    : [];

/** Every round repeats the same fault; `npm run drills:report` runs all rounds, for smooth medians. */
const mostRounds = 1;

/** test/image/cold-start.test.ts has twenty starts, and looks for a second master more often. */
const coldStarts = 5;

/** A drill uses a third of two cores. With more lanes, the cluster that is tested starves. */
const lanes = availableParallelism() + 2;
const containers = useContainers();
let done: readonly FinishedDrill[] = [];

beforeAll(async () => {
  if (onContainers.length > 0) {
    // Nodes of another user live in it as well.
    chmodSync(containers.folder, 0o755);
    for (const [name, value] of Object.entries(containers.environment)) vi.stubEnv(name, value);
  }
  const entry = await loadClusterEntry(undefined);
  const drills = [
    ...onProcesses.map((drill) => ({ drill, entry, coldStarts, mostRounds })),
    ...onContainers.map((drill) => ({
      drill,
      entry,
      coldStarts,
      mostRounds,
      image: drilledImage,
    })),
  ];
  done = await runTimedDrills(drills, lanes);
}, 1_500_000);

const problemsOf = (id: number, isOnContainers: boolean) =>
  done.find(({ result }) => result.id === id && (result.runtime === 'docker') === isOnContainers)
    ?.result.problems;

test.for(onProcesses)('$id $name', ({ id }) => {
  expect(problemsOf(id, false)).toEqual([]);
});

test.for(onContainers)('$id $name, in containers', ({ id }) => {
  expect(problemsOf(id, true)).toEqual([]);
});

test.runIf(onContainers.length > 0)('removes all containers', async () => {
  await expect.poll(() => containers.left()).toEqual([]);
});
