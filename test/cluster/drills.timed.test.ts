// Every drill that this machine can run, on processes, and a choice of them on containers.
import { chmodSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { beforeAll, expect, test, vi } from 'vitest';
import { drillObstacle } from '../../src/actions/drilling/drill-obstacle.ts';
import type { FinishedDrill } from '../../src/actions/drilling/finished-drill.ts';
import { runDrills, type DrillJob } from '../../src/actions/drilling/run-drills.ts';
import {
  loadClusterEntry,
  type ClusterEntry,
} from '../../src/actions/sandbox/load-cluster-entry.ts';
import type { Drill } from '../../src/cluster/drills/drill.ts';
import { allDrills } from '../../src/cluster/drills/all-drills.ts';
import { containerTimings } from '../../src/cluster/drills/timings.ts';
import { failedFolder } from '../support/keep-failed.ts';
import { drilledImage, useContainers, whyNoContainers } from './support/containers.ts';
import { signal } from './support/live-sandbox.ts';

const isCi = process.env.CI === 'true';
/** A drill that cannot run here is left out, except in CI, where it fails with the reason. */
const onProcesses = allDrills().filter((drill) => isCi || drillObstacle(drill) === undefined);
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

/** The drill as it runs here, with fewer cold starts. */
const shortened = (drill: Drill): Drill => ({
  ...drill,
  steps: drill.steps.map((step) =>
    step.kind === 'cold-starts' ? { ...step, times: coldStarts } : step,
  ),
});

function jobOf(drill: Drill, entry: ClusterEntry, kind: 'process' | 'docker'): DrillJob {
  const options = {
    entry,
    answers: undefined,
    rounds: Math.min(drill.rounds ?? 1, mostRounds),
    startScript: undefined,
    image: kind === 'docker' ? drilledImage : undefined,
    keepFailed: failedFolder,
    signal,
  };
  return { drill: shortened(drill), options };
}

beforeAll(async () => {
  if (onContainers.length > 0) {
    // Nodes of another user live in it as well.
    chmodSync(containers.folder, 0o755);
    for (const [name, value] of Object.entries(containers.environment)) vi.stubEnv(name, value);
  }
  const entry = await loadClusterEntry(undefined);
  const jobs = [
    ...onProcesses.map((drill) => jobOf(drill, entry, 'process')),
    ...onContainers.map((drill) => jobOf(drill, entry, 'docker')),
  ];
  const begun = performance.now();
  const print = (words: string) =>
    void process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s: ${words}\n`);
  done = await runDrills(jobs, lanes, signal, {
    begin: () => {},
    step: () => {},
    interrupt: () => {},
    slow: ({ name }, { result }) => print(`${name} was slow: ${result.problems.join('; ')}`),
    end: ({ name }, { result, keptIn }) =>
      print(
        `${name}: ${result.pass ? 'pass' : `FAIL; logs, configuration and offsets are in ${keptIn}`}`,
      ),
  });
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
  await expect.poll(() => containers.left(), { timeout: 10_000 }).toEqual([]);
});
