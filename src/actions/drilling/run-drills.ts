import type { Drill } from '../../cluster/drills/drill.ts';
import { faultWords } from '../../cluster/drills/drill-fault.ts';
import { expectedSeconds } from '../../cluster/drills/expected-seconds.ts';
import { notRunResult } from '../../cluster/drills/judge.ts';
import { medianOfRuns, needsAnotherRun } from '../../cluster/drills/median-of-runs.ts';
import { noteRuns } from '../../cluster/drills/render-svg.ts';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import type { DrillReporter } from './drill-reporter.ts';
import { finishDrill, type FinishedDrill } from './finished-drill.ts';
import { dropEvidence } from './keep-evidence.ts';
import { runDrillHere } from './run-drill-here.ts';
import { runInNamespaces } from './run-in-namespaces.ts';
import type { RunOptions } from './run-options.ts';

/** The result of a drill that cannot run; the others keep their results. */
function notRun(drill: Drill, error: unknown, { image }: RunOptions): FinishedDrill {
  const [hint] = error instanceof CatalogError ? error.diagnostics.map((one) => one.hint) : [];
  const words = `${faultWords(error)}${hint === undefined ? '' : ` (${hint})`}`;
  const place = drill.needs === 'namespace' ? 'namespace' : 'process';
  return finishDrill(notRunResult(drill, words, image === undefined ? place : 'docker'));
}

/** Runs a drill; in new namespaces if it needs them and does not run with containers. */
async function runOne(
  drill: Drill,
  options: RunOptions,
  onStep: (step: string) => void,
): Promise<FinishedDrill> {
  const isInside = drill.needs === 'namespace' && options.image === undefined;
  return isInside ? runInNamespaces(drill, options, onStep) : runDrillHere(drill, options, onStep);
}

/** The result of all runs of a drill. Removes what was kept of runs that do not count. */
function settle(runs: readonly [FinishedDrill, ...FinishedDrill[]]): FinishedDrill {
  const [first, ...more] = runs;
  const result = medianOfRuns([first.result, ...more.map((run) => run.result)]);
  const kept = runs.flatMap(({ keptIn }) => keptIn ?? []);
  if (result.pass) dropEvidence(kept);
  const [keptIn] = result.pass ? [] : kept;
  const drawn = runs[(result.drawnRun ?? 1) - 1] ?? first;
  const svg = noteRuns(drawn.svg, result);
  return { result, svg, ...(keptIn === undefined ? {} : { keptIn }) };
}

/** A drill, and how it runs: in one call, some can run as processes and others in containers. */
export interface DrillJob {
  readonly drill: Drill;
  readonly options: RunOptions;
}

/**
 * Runs drills: those that must run alone first, then the others side by side. One that was only slow
 * runs up to twice more, alone, and the medians count, because side by side it has fewer cores.
 */
export async function runDrills(
  jobs: readonly DrillJob[],
  lanes: number,
  signal: AbortSignal,
  reporter: Pick<DrillReporter, 'begin' | 'step' | 'slow' | 'end' | 'interrupt'>,
): Promise<FinishedDrill[]> {
  const all: FinishedDrill[] = [];
  const slow: [DrillJob, FinishedDrill][] = [];
  const run = async ({ drill, options }: DrillJob) => {
    reporter.begin(drill, expectedSeconds(drill, options.rounds));
    const done = await runOne(drill, options, (step) => reporter.step(drill, step)).catch(
      (error: unknown) => notRun(drill, error, options),
    );
    if (!signal.aborted) return done;
    // What an interrupted drill has shown so far is not a result.
    reporter.interrupt(drill);
    return undefined;
  };
  const end = (drill: Drill, done: FinishedDrill) => {
    all.push(done);
    reporter.end(drill, done);
  };
  const runFirst = async (job: DrillJob) => {
    const { drill } = job;
    const done = await run(job);
    if (!done) return;
    if (!needsAnotherRun([done.result])) {
      end(drill, done);
      return;
    }
    slow.push([job, done]);
    reporter.slow(drill, done);
  };
  const queue = jobs.filter(({ drill }) => drill.isAlone !== true);
  // The longest first, so that no long one remains at the end.
  queue.sort((a, b) => expectedSeconds(b.drill) - expectedSeconds(a.drill));
  for (const job of jobs.filter(({ drill }) => drill.isAlone === true)) {
    if (!signal.aborted) await runFirst(job);
  }
  const lane = async () => {
    while (!signal.aborted) {
      const next = queue.shift();
      if (!next) return;
      await runFirst(next);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const [job, first] of slow) {
    const { drill } = job;
    const runs: [FinishedDrill, ...FinishedDrill[]] = [first];
    while (!signal.aborted && needsAnotherRun(runs.map(({ result }) => result))) {
      const next = await run(job);
      if (next) runs.push(next);
    }
    if (!signal.aborted) end(drill, settle(runs));
  }
  return all.sort((a, b) => a.result.id - b.result.id);
}
