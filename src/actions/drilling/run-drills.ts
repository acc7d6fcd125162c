import type { Drill } from '../../cluster/drills/drill.ts';
import { runDrill } from '../../cluster/drills/run-drill.ts';
import { faultWords } from '../../cluster/drills/drill-fault.ts';
import { unjudged } from '../../cluster/drills/judge.ts';
import { medianOfRuns, needsAnotherRun } from '../../cluster/drills/median-of-runs.ts';
import type { SlimResult } from '../../cluster/drills/describe-drill.ts';
import { renderSvg } from '../../cluster/drills/render-svg.ts';
import type { DrillResult } from '../../cluster/drills/drill-result.ts';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { canMoveClock } from '../../nodes/movable-clock.ts';
import { findProgram } from '../../process/find-program.ts';
import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { openContainerSandbox } from './sandboxes/open-container-sandbox.ts';
import { dropEvidence, keepEvidence } from './keep-evidence.ts';
import { runInside } from './run-in-namespaces.ts';
import { openNamespaceSandbox } from './sandboxes/open-namespace-sandbox.ts';
import { SandboxRig } from './rigs/sandbox-rig.ts';
import { openSandbox, type DrillSandbox } from './sandboxes/open-process-sandbox.ts';
import type { RuntimeKind } from '../sandbox/choose-runtime.ts';

/** A drill that was run: its figures and its picture. */
export interface Finished {
  readonly result: SlimResult;
  readonly svg: string;
  /** The folder with what a failed run left. */
  readonly keptIn?: string;
}

/** What all drills of a call share. */
export interface RunOptions {
  readonly entry: ClusterEntry;
  readonly answers: string | undefined;
  readonly rounds: number | undefined;
  readonly startScript: string | undefined;
  /** What containers are made of; processes when undefined. */
  readonly image: string | undefined;
  /** Absolute path of the folder that keeps what failed drills leave; nothing is kept when undefined. */
  readonly keepFailed: string | undefined;
  readonly signal: AbortSignal;
}

/** The first of these programs that is not on the PATH. */
const missing = (programs: readonly string[]) =>
  programs.find((name) => findProgram(name) === undefined);

/** What keeps a drill from running with containers. */
function containerObstacle(drill: Drill): string | undefined {
  if (drill.needs === 'clock')
    return 'containers have the clock of their machine, which is left alone; --runtime process gives its nodes one that can be moved';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it changes the network of containers, which takes root';
  const program = missing(['ip', 'nsenter']);
  return program === undefined
    ? undefined
    : `it changes the network of containers, and ${program} is missing (apt-get install iproute2 util-linux)`;
}

/** Why a drill cannot run on this machine; undefined when it can. Whether an engine answers is not asked. */
export function obstacle(drill: Drill, runtime: RuntimeKind = 'process'): string | undefined {
  if (runtime === 'docker') return containerObstacle(drill);
  if (findProgram('redis-server') === undefined && findProgram('valkey-server') === undefined)
    return 'redis-server is not installed (apt-get install redis-server; --runtime docker needs none)';
  if (drill.needs === 'clock' && !canMoveClock())
    return 'a movable clock is compiled, and there is no C compiler (apt-get install gcc libc6-dev)';
  if (drill.needs !== 'namespace') return undefined;
  if (process.getuid?.() !== 0) return 'it makes network namespaces, which takes root';
  const program = missing(['ip', 'unshare', 'mount', 'hostname']);
  return program === undefined
    ? undefined
    : `it makes network namespaces, and ${program} is missing (apt-get install iproute2 util-linux mount hostname)`;
}

function finished(whole: DrillResult): Finished {
  const { trace: _trace, ...result } = whole;
  return { result, svg: renderSvg(whole) };
}

async function openFor(drill: Drill, options: RunOptions): Promise<DrillSandbox> {
  const { entry, startScript, image } = options;
  if (image !== undefined) return openContainerSandbox(entry, drill, image);
  if (drill.needs === 'namespace') return openNamespaceSandbox(entry, drill, startScript);
  return openSandbox(entry, { ...drill, startScript, hasClock: drill.needs === 'clock' });
}

/** Runs a drill in this very process, on a sandbox that is gone afterwards. */
export async function runHere(drill: Drill, options: RunOptions): Promise<Finished> {
  const { rounds, signal, keepFailed } = options;
  const rig = new SandboxRig(await openFor(drill, options), signal);
  try {
    const whole = await runDrill(drill, rig, rounds === undefined ? {} : { rounds });
    if (whole.pass || keepFailed === undefined || signal.aborted) return finished(whole);
    return { ...finished(whole), keptIn: await keepEvidence(rig, whole, keepFailed) };
  } finally {
    await rig.close();
  }
}

/** One that cannot run costs no other its result. */
function notRun(drill: Drill, error: unknown, { image }: RunOptions): Finished {
  const [hint] = error instanceof CatalogError ? error.diagnostics.map((one) => one.hint) : [];
  const words = `${faultWords(error)}${hint === undefined ? '' : ` (${hint})`}`;
  const place = drill.needs === 'namespace' ? 'namespace' : 'process';
  return finished(unjudged(drill, words, image === undefined ? place : 'docker'));
}

/** Runs a drill, in namespaces of its own when it needs them and containers do not give them. */
export async function runOne(drill: Drill, options: RunOptions): Promise<Finished> {
  const isInside = drill.needs === 'namespace' && options.image === undefined;
  return isInside ? runInside(drill, options) : runHere(drill, options);
}

/** The result of all runs of a drill; what was kept of runs that do not count is removed. */
function settle(runs: readonly [Finished, ...Finished[]]): Finished {
  const [first, ...more] = runs;
  const result = medianOfRuns([first.result, ...more.map((run) => run.result)]);
  const kept = runs.flatMap(({ keptIn }) => keptIn ?? []);
  if (result.pass) dropEvidence(kept);
  const [keptIn] = result.pass ? [] : kept;
  const { svg } = runs.find((run) => run.result.gapMs === result.gapMs) ?? runs[0];
  return { result, svg, ...(keptIn === undefined ? {} : { keptIn }) };
}

/** A drill, and how it is run: in one call some may run as processes and others in containers. */
export interface DrillJob {
  readonly drill: Drill;
  readonly options: RunOptions;
}

/** What is told of a run: that a drill begins, that it runs again because it was slow, its result. */
export interface DrillReporter {
  begin(drill: Drill): void;
  slow(drill: Drill, first: Finished): void;
  end(drill: Drill, finished: Finished): void;
}

/**
 * Runs drills: those whose figures would suffer alone, the others side by side. One that was only slow
 * runs up to twice more, alone, and the medians count: beside others it has a part of the cores only.
 */
export async function runDrills(
  jobs: readonly DrillJob[],
  lanes: number,
  signal: AbortSignal,
  reporter: DrillReporter,
): Promise<Finished[]> {
  const all: Finished[] = [];
  const slow: [DrillJob, Finished][] = [];
  const run = async ({ drill, options }: DrillJob) =>
    runOne(drill, options).catch((error: unknown) => {
      // What an interrupt makes of a drill is nobody's fault.
      return signal.aborted ? undefined : notRun(drill, error, options);
    });
  const end = (drill: Drill, done: Finished) => {
    all.push(done);
    reporter.end(drill, done);
  };
  const runFirst = async (job: DrillJob) => {
    const { drill } = job;
    reporter.begin(drill);
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
  // The longest first, so that none is left over in the end.
  queue.sort((a, b) => expectedS(b.drill) - expectedS(a.drill));
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
    reporter.begin(drill);
    const runs: [Finished, ...Finished[]] = [first];
    while (!signal.aborted && needsAnotherRun(runs.map(({ result }) => result))) {
      const next = await run(job);
      if (next) runs.push(next);
    }
    end(drill, settle(runs));
  }
  return all.sort((a, b) => a.result.id - b.result.id);
}

/** A guess at how long a drill takes, from what its steps wait for. */
function expectedS(drill: Drill): number {
  const waits = drill.steps.reduce((sum, step) => {
    if (step.act === 'wait' || step.act === 'watch-no-failover') return sum + step.ms / 1000;
    if (step.act === 'cold-starts') return sum + step.times * 5;
    return sum + 1;
  }, 0);
  return waits * (drill.rounds ?? 1);
}
