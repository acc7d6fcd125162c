import type { Drill } from '../../cluster/drills/drill.ts';
import { runDrill } from '../../cluster/drills/engine.ts';
import { faultWords } from '../../cluster/drills/fault.ts';
import { unjudged } from '../../cluster/drills/judge.ts';
import { lineOf, type SlimResult } from '../../cluster/drills/report.ts';
import { renderSvg } from '../../cluster/drills/report-svg.ts';
import type { DrillResult } from '../../cluster/drills/result.ts';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { canMoveClock } from '../../nodes/movable-clock.ts';
import { findProgram } from '../../process/find-program.ts';
import type { ClusterEntry } from '../sandbox/cluster-entry.ts';
import { openContainerSandbox } from './container-sandbox.ts';
import { runInside } from './run-inside.ts';
import { openNamespaceSandbox } from './namespace-sandbox.ts';
import { SandboxRig } from './sandbox-rig.ts';
import { openSandbox, type DrillSandbox } from './drill-sandbox.ts';
import type { RuntimeKind } from '../../commands/runtime-options.ts';

/** A drill that was run: its figures and its picture. */
export interface Finished {
  readonly result: SlimResult;
  readonly svg: string;
}

/** What all drills of a call share. */
export interface RunOptions {
  readonly entry: ClusterEntry;
  readonly answers: string | undefined;
  readonly rounds: number | undefined;
  readonly startScript: string | undefined;
  /** What containers are made of; processes when undefined. */
  readonly image: string | undefined;
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
  const { rounds, signal } = options;
  const rig = new SandboxRig(await openFor(drill, options), signal);
  try {
    return finished(await runDrill(drill, rig, rounds === undefined ? {} : { rounds }));
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

/**
 * Runs drills: those whose figures would suffer alone, the others side by side. One that was only
 * slow is run once more, alone, for beside others it has a part of the cores; both runs are told.
 */
export async function runDrills(
  drills: readonly Drill[],
  lanes: number,
  options: RunOptions,
  report: { begin(drill: Drill): void; end(drill: Drill, finished: Finished): void },
): Promise<Finished[]> {
  const all = new Map<Drill, Finished>();
  const run = async (drill: Drill) => {
    report.begin(drill);
    const done = await runOne(drill, options).catch((error: unknown) => {
      // What an interrupt makes of a drill is nobody's fault.
      return options.signal.aborted ? undefined : notRun(drill, error, options);
    });
    if (!done) return;
    const first = all.get(drill)?.result.problems;
    const whole = first ? { ...done, result: { ...done.result, firstRun: first } } : done;
    all.set(drill, whole);
    report.end(drill, whole);
  };
  const queue = drills.filter(({ isAlone }) => isAlone !== true);
  // The longest first, so that none is left over in the end.
  queue.sort((a, b) => expectedS(b) - expectedS(a));
  for (const drill of drills.filter(({ isAlone }) => isAlone === true)) {
    if (!options.signal.aborted) await run(drill);
  }
  const lane = async () => {
    while (!options.signal.aborted) {
      const next = queue.shift();
      if (!next) return;
      await run(next);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const [drill, { result }] of all) {
    if (result.isOnlySlow && !options.signal.aborted) await run(drill);
  }
  return [...all.values()].sort((a, b) => lineOf(a.result).id - lineOf(b.result).id);
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
