// Drills as the timed tests run them: side by side, with their results printed as they end.
import { drillObstacle } from '../../../src/actions/drilling/drill-obstacle.ts';
import { runDrills, type DrillJob } from '../../../src/actions/drilling/run-drills.ts';
import type { FinishedDrill } from '../../../src/actions/drilling/finished-drill.ts';
import type { ClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import type { Drill } from '../../../src/cluster/drills/drill.ts';
import { failedFolder } from '../../support/keep-failed.ts';
import { signal } from './live-sandbox.ts';

/** The drills that this machine can run; in CI all, so that one that cannot run fails with the reason. */
export const ableDrills = (drills: readonly Drill[]): Drill[] =>
  drills.filter((drill) => process.env.CI === 'true' || drillObstacle(drill) === undefined);

/** How a drill of a test runs. */
export interface TimedDrill {
  readonly drill: Drill;
  readonly entry: ClusterEntry;
  /** How many cold starts it has at most; the tests of the image have twenty. */
  readonly coldStarts: number;
  /** At most this many rounds. @default all */
  readonly mostRounds?: number;
  /** Image of its containers. @default processes */
  readonly image?: string;
}

function jobOf({ drill, entry, coldStarts, mostRounds, image }: TimedDrill): DrillJob {
  const steps = drill.steps.map((step) =>
    step.kind === 'cold-starts' ? { ...step, times: coldStarts } : step,
  );
  const rounds = mostRounds === undefined ? undefined : Math.min(drill.rounds ?? 1, mostRounds);
  return {
    drill: { ...drill, steps },
    options: {
      entry,
      answers: undefined,
      rounds,
      startScript: undefined,
      image,
      keepFailed: failedFolder,
      signal,
    },
  };
}

/** Runs drills side by side, and prints what each one has come to. */
export async function runTimedDrills(
  drills: readonly TimedDrill[],
  lanes: number,
): Promise<readonly FinishedDrill[]> {
  const begun = performance.now();
  const print = (words: string) =>
    void process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s: ${words}\n`);
  return runDrills(drills.map(jobOf), lanes, signal, {
    begin: () => {},
    step: () => {},
    interrupt: () => {},
    slow: ({ name }, { result }) => print(`${name} was slow: ${result.problems.join('; ')}`),
    end: ({ name }, { result, keptIn }) =>
      print(
        `${name}: ${result.pass ? 'pass' : `FAIL; logs, configuration and offsets are in ${keptIn}`}`,
      ),
  });
}
