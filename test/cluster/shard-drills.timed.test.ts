// Every drill of a Redis Cluster that this machine can run, on processes.
import { availableParallelism } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { drillObstacle } from '../../src/actions/drilling/drill-obstacle.ts';
import type { FinishedDrill } from '../../src/actions/drilling/finished-drill.ts';
import { runDrills, type DrillJob } from '../../src/actions/drilling/run-drills.ts';
import {
  loadClusterEntry,
  type ClusterEntry,
} from '../../src/actions/sandbox/load-cluster-entry.ts';
import { allShardDrills } from '../../src/cluster/drills/all-drills.ts';
import type { Drill } from '../../src/cluster/drills/drill.ts';
import { failedFolder } from '../support/keep-failed.ts';
import { signal } from './support/live-sandbox.ts';

const isCi = process.env.CI === 'true';
/** A drill that cannot run here is left out, except in CI, where it fails with the reason. */
const onProcesses = allShardDrills().filter((drill) => isCi || drillObstacle(drill) === undefined);
/** test/image has twenty starts. */
const coldStarts = 3;
const lanes = availableParallelism() + 1;
let done: readonly FinishedDrill[] = [];

/** The drill as it runs here, with fewer cold starts. */
const shortened = (drill: Drill): Drill => ({
  ...drill,
  steps: drill.steps.map((step) =>
    step.kind === 'cold-starts' ? { ...step, times: coldStarts } : step,
  ),
});

function jobOf(drill: Drill, entry: ClusterEntry): DrillJob {
  const options = {
    entry,
    answers: undefined,
    rounds: undefined,
    startScript: undefined,
    image: undefined,
    keepFailed: failedFolder,
    signal,
  };
  return { drill: shortened(drill), options };
}

beforeAll(async () => {
  const entry = await loadClusterEntry(undefined, 'cluster');
  const jobs = onProcesses.map((drill) => jobOf(drill, entry));
  const print = (words: string) => void process.stderr.write(`${words}\n`);
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
}, 900_000);

test.for(onProcesses)('$id $name', ({ id }) => {
  expect(done.find(({ result }) => result.id === id)?.result.problems).toEqual([]);
});
