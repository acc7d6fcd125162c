import { drillLine, type DrillLine } from '../../cluster/drills/describe-drill.ts';
import type { Drill } from '../../cluster/drills/drill.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FinishedDrill } from './finished-drill.ts';
import { writeReport, type ReportedRun } from './write-report.ts';

/** What came of the drills of a call. */
export interface DrillRun {
  /** One for each drill that ended; interrupted ones are left out. */
  readonly drills: readonly DrillLine[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  /** Folder that the report was written to. */
  readonly report: string | undefined;
  /** 0: all passed; 1: one failed; 2: one could not run. */
  readonly exitCode: 0 | 1 | 2;
}

function drillExitCode(finished: readonly FinishedDrill[]): DrillRun['exitCode'] {
  if (!finished.every(({ result }) => result.hasRun)) return 2;
  return finished.every(({ result }) => result.pass) ? 0 : 1;
}

/** Sums up the drills of a call, and writes their report if a folder is given. */
export function endRun(
  finished: readonly FinishedDrill[],
  reportFolder: string | undefined,
  run: ReportedRun & { readonly drills: readonly Drill[] },
): DrillRun {
  const report = finished.length > 0 ? reportFolder : undefined;
  if (report !== undefined) writeReport(report, finished, run);
  return {
    drills: finished.map(({ result }) => drillLine(result)),
    diagnostics: [],
    texts: new Map(),
    report,
    exitCode: drillExitCode(finished),
  };
}
