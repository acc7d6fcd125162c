import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Drill } from '../../cluster/drills/drill.ts';
import { catalogError } from '../../diagnostics/diagnostic.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { requestedRuntime, type RuntimeKind } from '../sandbox/choose-runtime.ts';
import { loadClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { testedImage, testedRuntime, type TestedEntry } from '../sandbox/tested-entry.ts';
import { chooseDrills, kindOf, type DrillChoice } from './choose-drills.ts';
import { drillObstacle } from './drill-obstacle.ts';
import type { DrillReporter } from './drill-reporter.ts';
import { assertReportFree } from './write-report.ts';
import { endRun, type DrillRun } from './drill-run.ts';
import type { FinishedDrill } from './finished-drill.ts';
import { runDrillHere } from './run-drill-here.ts';
import { runDrills } from './run-drills.ts';
import type { RunOptions } from './run-options.ts';

/** How drills on sandboxes are called. */
export interface SandboxDrillOptions extends DrillChoice, TestedEntry {
  /** How often the steps of each drill run, 1 to 1000. @default the rounds of the drill */
  readonly repeat?: number | undefined;
  /** How many drills run side by side, 1 to 16. @default a number that the cores can carry */
  readonly lanes?: number | undefined;
  /** Folder of the report. @default no report */
  readonly report?: string | undefined;
  /** Folder that keeps what failed drills leave. @default nothing is kept */
  readonly keepFailed?: string | undefined;
}

/** The drills that can run here. A named one that cannot is an error. */
function ableDrills(
  drills: readonly Drill[],
  kind: RuntimeKind,
  all: boolean,
  reporter: DrillReporter,
): Drill[] {
  return drills.filter((drill) => {
    const reason = drillObstacle(drill, kind);
    if (reason === undefined) return true;
    // Some faults cannot be injected into containers on any machine.
    if (!all || kind !== 'docker')
      throw catalogError(
        'drill-cannot-run',
        `${drill.name} cannot run here: ${reason}`,
        'install what is missing, or name drills that can run',
      );
    reporter.leaveOut(drill, reason);
    return false;
  });
}

/** How many drills run side by side: creating containers takes cores that other drills need. */
function lanesFor(lanes: number | undefined, kind: RuntimeKind): number {
  const cores = availableParallelism();
  const able = kind === 'docker' ? Math.min(2, Math.floor(cores / 2)) : Math.min(4, cores + 1);
  return wholeNumber('lanes', lanes, 1, 16) ?? Math.max(1, able);
}

function runOptions(
  { answers, startScript, keepFailed, signal }: SandboxDrillOptions,
  known: Pick<RunOptions, 'entry' | 'image' | 'rounds'>,
): RunOptions {
  return {
    ...known,
    answers,
    startScript,
    keepFailed: keepFailed === undefined ? undefined : resolve(keepFailed),
    signal,
  };
}

/** The same options; which drills `--all` means follows from the entry, if one is named. */
async function withKind(options: SandboxDrillOptions): Promise<SandboxDrillOptions> {
  const { all, kind, answers } = options;
  if (!all || kind !== undefined || answers === undefined) return options;
  return { ...options, kind: (await loadClusterEntry(answers)).kind };
}

/** Runs drills, each on a sandbox of its own that is removed afterwards. */
export async function drillSandboxes(
  options: SandboxDrillOptions,
  reporter: DrillReporter,
): Promise<DrillRun> {
  const beganMs = performance.now();
  const { signal, all } = options;
  const drills = chooseDrills(await withKind(options), requestedRuntime(options));
  const kind = testedRuntime(options);
  const rounds = wholeNumber('repeat', options.repeat, 1, 1000);
  const lanes = lanesFor(options.lanes, kind);
  if (options.report !== undefined) assertReportFree(options.report, drills);
  const able = ableDrills(drills, kind, all, reporter);
  const [first] = drills;
  const entry = await loadClusterEntry(options.answers, first && kindOf(first));
  const image = await testedImage(entry, kind, options, (text) => reporter.log(text));
  if (!signal.aborted) reporter.start(able.length);
  const shared = runOptions(options, { entry, image, rounds });
  const jobs = able.map((drill) => ({ drill, options: shared }));
  const finished = signal.aborted ? [] : await runDrills(jobs, lanes, signal, reporter);
  const tookS = (performance.now() - beganMs) / 1000;
  const { diagnostics, texts } = entry;
  return { ...endRun(finished, options.report, { drills, image, tookS }), diagnostics, texts };
}

/** Runs one drill in this process, which `runInNamespaces` started in new namespaces. */
export async function drillInside(
  options: SandboxDrillOptions,
  onStep: (step: string) => void,
): Promise<FinishedDrill> {
  const [drill] = chooseDrills(options, undefined);
  if (!drill) throw new Error('no drill is named');
  const entry = await loadClusterEntry(options.answers, kindOf(drill));
  const known = { entry, image: undefined, rounds: options.repeat };
  return runDrillHere(drill, runOptions(options, known), onStep);
}
