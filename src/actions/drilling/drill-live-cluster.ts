import type { Drill } from '../../cluster/drills/drill.ts';
import { expectedSeconds } from '../../cluster/drills/expected-seconds.ts';
import { faultWords } from '../../cluster/drills/drill-fault.ts';
import { runDrill } from '../../cluster/drills/run-drill.ts';
import { formatEndpoint } from '../../cluster/endpoint.ts';
import type { ClusterSnapshot } from '../../cluster/status/cluster-snapshot.ts';
import { namedMaster } from '../../cluster/status/majority.ts';
import { catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../diagnostics/format-diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { snapshotRequest, type LiveClusterOptions } from '../live/snapshot-request.ts';
import { takeSnapshot } from '../live/take-snapshot.ts';
import { requestedRuntime, type RuntimeRequest } from '../sandbox/choose-runtime.ts';
import { chooseDrills, type DrillChoice } from './choose-drills.ts';
import type { DrillReporter } from './drill-reporter.ts';
import { assertReportFree } from './write-report.ts';
import { endRun, type DrillRun } from './drill-run.ts';
import { finishDrill, type FinishedDrill } from './finished-drill.ts';
import { LiveRig } from './rigs/live-rig.ts';

/** How drills on a live cluster are called. */
export interface LiveDrillOptions extends DrillChoice, RuntimeRequest, LiveClusterOptions {
  /** `host:port` of the master, to confirm the target. */
  readonly yesIMean?: string | undefined;
  /** How often the steps of each drill run, 1 to 1000. @default the rounds of the drill */
  readonly repeat?: number | undefined;
  /** Folder of the report. @default no report */
  readonly report?: string | undefined;
  readonly signal: AbortSignal;
}

function checkHarmless(drills: readonly Drill[]): void {
  const harmful = drills.find(({ isHarmless }) => isHarmless !== true);
  if (harmful)
    throw usageError(
      `${harmful.name} is harmful: it runs only on a sandbox`,
      'harmless: planned-switchover',
    );
}

function checkConfirmed(confirmed: string | undefined, snapshot: ClusterSnapshot): void {
  const at = namedMaster(snapshot);
  const master = at ? formatEndpoint(at) : '';
  if (confirmed === master) return;
  throw catalogError(
    'switchover-refused',
    confirmed === undefined
      ? `the master of this cluster is ${master}; --yes-i-mean must confirm it`
      : `the master of this cluster is ${master}, not ${confirmed} as --yes-i-mean has it`,
    `the drill writes its own keys and changes the master: add --yes-i-mean ${master} to run it`,
  );
}

/** Removes the keys of a drill. If that fails, its result still counts; the keys are reported. */
async function removeKeys(rig: LiveRig): Promise<readonly Diagnostic[]> {
  try {
    await rig.removeKeys();
    return [];
  } catch (error) {
    const { prefix } = rig;
    return [
      {
        code: 'drill-keys-left',
        severity: 'warning',
        message: `the keys ${prefix}* could not be removed: ${faultWords(error)}`,
        hint: `remove them on the master: redis-cli --scan --pattern '${prefix}*' | xargs redis-cli unlink`,
      },
    ];
  }
}

/** Runs harmless drills on a live cluster, once the caller has confirmed its master. */
export async function drillLiveCluster(
  options: LiveDrillOptions,
  reporter: DrillReporter,
): Promise<DrillRun> {
  const beganMs = performance.now();
  const { signal } = options;
  if (requestedRuntime(options) !== undefined)
    throw usageError(
      '--against excludes --runtime and --image',
      'omit them: they are for sandboxes',
    );
  const drills = chooseDrills(options, undefined);
  checkHarmless(drills);
  const rounds = wholeNumber('repeat', options.repeat, 1, 1000);
  const request = snapshotRequest(options);
  if (request.tls !== undefined && request.tls !== false)
    throw usageError(
      'drills on a live cluster do not support TLS',
      'their clients connect without it; cluster status and cluster switchover support it',
    );
  const snapshot = await takeSnapshot(request);
  checkConfirmed(options.yesIMean, snapshot);
  if (options.report !== undefined) assertReportFree(options.report, drills);
  reporter.start(drills.length);
  const done: FinishedDrill[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const drill of drills) {
    if (signal.aborted) break;
    const rig = new LiveRig(request, snapshot, signal);
    reporter.begin(drill, expectedSeconds(drill, rounds));
    try {
      const result = await runDrill(drill, rig, {
        isLive: true,
        onStep: (step) => reporter.step(drill, step),
        ...(rounds === undefined ? {} : { rounds }),
      });
      if (signal.aborted) reporter.interrupt(drill);
      else {
        const finished = finishDrill(result);
        done.push(finished);
        reporter.end(drill, finished);
      }
    } finally {
      await rig.close();
      const left = await removeKeys(rig);
      diagnostics.push(...left);
      // After Ctrl-C, what this returns is not printed.
      const logged = signal.aborted ? left : [];
      for (const each of logged) reporter.log(`${formatDiagnostic(each, () => undefined)}\n`);
    }
  }
  const tookS = (performance.now() - beganMs) / 1000;
  return { ...endRun(done, options.report, { drills, image: undefined, tookS }), diagnostics };
}
