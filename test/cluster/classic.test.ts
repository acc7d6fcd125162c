// One real cluster and the four faults that the first stack of this kind was tried with, one after the
// other: a sentinel, all sentinels, a replica and the master are killed, and return.
import { beforeAll, expect, test } from 'vitest';
import type { DrillSandbox } from '../../src/actions/drilling/sandboxes/drill-sandbox.ts';
import { openProcessSandbox } from '../../src/actions/drilling/sandboxes/open-process-sandbox.ts';
import { dropEvidence, keepEvidence } from '../../src/actions/drilling/keep-evidence.ts';
import { SandboxRig } from '../../src/actions/drilling/rigs/sandbox-rig.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import { classicDrills } from '../../src/cluster/drills/classic-drills.ts';
import type { Drill } from '../../src/cluster/drills/drill.ts';
import { runDrill } from '../../src/cluster/drills/run-drill.ts';
import { medianOfRuns, needsAnotherRun } from '../../src/cluster/drills/median-of-runs.ts';
import type { DrillResult } from '../../src/cluster/drills/drill-result.ts';
import { defaultTimings } from '../../src/cluster/drills/timings.ts';
import { failedFolder } from '../support/keep-failed.ts';
import { untilQuiet } from '../support/quiet.ts';
import { signal } from './support/live-sandbox.ts';

/** Enough for a median: the failovers of one client differ by a tenth of a second. */
const mostRounds = 3;

let sandbox: DrillSandbox;
let runs = 0;

beforeAll(async () => {
  sandbox = await openProcessSandbox(await loadClusterEntry(undefined), {});
  return async () => sandbox.destroy();
});

async function runOnce(drill: Drill, kept: string[]): Promise<DrillResult> {
  runs += 1;
  // Its keys have a prefix: keys of an earlier drill would hide what this one loses.
  const rig = new SandboxRig(sandbox, signal, `drill-${runs}:`);
  try {
    const rounds = Math.min(drill.rounds ?? 1, mostRounds);
    const result = await runDrill(drill, rig, { rounds });
    if (!result.pass) kept.push(await keepEvidence(rig, result, failedFolder));
    return result;
  } finally {
    await rig.leave();
  }
}

test.for(classicDrills.map((drill) => drill(defaultTimings)))('$id $name', async (drill) => {
  const kept: string[] = [];
  const all: [DrillResult, ...DrillResult[]] = [await runOnce(drill, kept)];
  while (needsAnotherRun(all)) {
    await untilQuiet();
    all.push(await runOnce(drill, kept));
  }
  const { problems } = medianOfRuns(all);
  if (problems.length === 0) dropEvidence(kept);
  expect(problems, `logs, configuration and offsets are in ${kept.join(', ')}`).toEqual([]);
});
